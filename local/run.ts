import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { logFile } from './lib/logs.ts';
import type { Child, ChildSpec, Supervisor } from './lib/supervisor.ts';
import { reason } from './steps.ts';

const pollMs = 100;
const tailLines = 15;

/** The last lines of a child's log. */
export function logTail(home: string, name: string): string {
  return readFileSync(logFile(home, name), 'utf8').trimEnd().split('\n').slice(-tailLines).join('\n');
}

/**
 * Runs a child that is to end by itself.
 * @throws Error with the end of its log when it ends otherwise than with code 0
 */
export async function runToEnd(home: string, supervisor: Supervisor, spec: ChildSpec): Promise<void> {
  const child = await supervisor.start(spec);
  const { code, signal } = await child.exited;
  if (code === 0) return;
  throw new Error(
    `${spec.name} ended with ${signal ?? `code ${code}`}. ${logFile(home, spec.name)} ends with:\n${logTail(home, spec.name)}`,
  );
}

/**
 * Waits until a child answers an address with success.
 * @param timeoutMs how long, in milliseconds
 * @throws Error with the end of the child's log when it does not in time, or the signal's reason
 */
export async function waitForAnswer(options: {
  home: string;
  child: Child;
  url: string;
  timeoutMs: number;
  signal: AbortSignal;
}): Promise<void> {
  const { home, child, url, timeoutMs, signal } = options;
  let last = '';
  for (const until = Date.now() + timeoutMs; Date.now() < until; await delay(pollMs, undefined, { signal })) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
      await answer.body?.cancel();
      if (answer.ok) return;
      last = `status ${answer.status}`;
    } catch (error) {
      signal.throwIfAborted();
      last = reason(error);
    }
  }
  throw new Error(
    `${child.name} does not answer at ${url}: ${last}. ${logFile(home, child.name)} ends with:\n${logTail(home, child.name)}`,
  );
}
