import { copyFileSync, mkdirSync, openSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from './processes.ts';

const maxBytes = 10 * 1024 * 1024;
const checkEveryMs = 5_000;

/** Path of a child's log file. */
export const logFile = (home: string, name: string): string => join(home, 'logs', `${name}.log`);

/** Opens a child's log for appending; the caller closes the descriptor once the child has it. */
export function openLog(home: string, name: string): number {
  mkdirSync(join(home, 'logs'), { recursive: true });
  return openSync(logFile(home, name), 'a', 0o640);
}

/**
 * Moves a log over the limit to `<name>.log.1` and empties it in place: the child keeps its open
 * file, and because it appends, it goes on at the start.
 * @param limit in bytes
 */
export function rotateLog(home: string, name: string, limit = maxBytes): void {
  const file = logFile(home, name);
  try {
    if (statSync(file).size <= limit) return;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/** Checks the logs of the named children every few seconds until `close` is called. */
export function keepLogsBounded(home: string, names: () => Iterable<string>): { close(): void } {
  const timer = setInterval(() => {
    for (const name of names()) rotateLog(home, name);
  }, checkEveryMs);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
