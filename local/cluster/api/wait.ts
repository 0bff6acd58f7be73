import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 100;

/**
 * Asks `check` every 100 ms until it answers null. Its other answers, and its
 * errors, are the reason for waiting on and are named in the error after the
 * time is over.
 */
export async function waitUntil(
  what: string,
  check: () => Promise<string | null>,
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<void> {
  const until = Date.now() + options.timeoutMs;
  for (;;) {
    options.signal?.throwIfAborted();
    const reason = await check().catch((error: unknown) => String(error));
    if (reason === null) return;
    if (Date.now() > until) {
      throw new Error(`${what} after ${options.timeoutMs / 1000} s: ${reason}`);
    }
    await sleep(pollMs, undefined, { signal: options.signal });
  }
}
