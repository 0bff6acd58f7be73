import { setTimeout as sleep } from 'node:timers/promises';

/** Work by key: a key that is added many times before its turn is worked on once. */
export interface KeyQueue {
  add(key: string): void;
  /** Resolves when nothing is waiting or being worked on. */
  idle(): Promise<void>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Runs `work` for keys, `concurrency` of them at once and one at a time for each key. A key added
 * while it is being worked on is worked on again. After a throw the key comes back, ever later.
 * Memory is bounded by the number of different keys.
 *
 * @param options.signal when it aborts, waiting keys are dropped
 */
export function createKeyQueue(options: {
  concurrency: number;
  work: (key: string) => Promise<void>;
  failed: (key: string, error: unknown) => void;
  signal: AbortSignal;
}): KeyQueue {
  const waiting = new Set<string>();
  const running = new Set<string>();
  const failures = new Map<string, number>();
  let idle = Promise.withResolvers<void>();
  idle.resolve();

  const next = (): void => {
    for (const key of waiting) {
      if (running.size >= options.concurrency || options.signal.aborted) break;
      if (running.has(key)) continue;
      waiting.delete(key);
      running.add(key);
      void work(key);
    }
    if (running.size === 0 && (waiting.size === 0 || options.signal.aborted)) idle.resolve();
  };

  const work = async (key: string): Promise<void> => {
    try {
      await options.work(key);
      failures.delete(key);
    } catch (error) {
      options.failed(key, error);
      void comeBack(key);
    } finally {
      running.delete(key);
      next();
    }
  };

  const comeBack = async (key: string): Promise<void> => {
    const count = failures.get(key) ?? 0;
    failures.set(key, count + 1);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** count);
    await sleep(pause, undefined, { signal: options.signal }).then(
      () => add(key),
      () => 'the work is over',
    );
  };

  const add = (key: string): void => {
    if (options.signal.aborted) return;
    if (waiting.size === 0 && running.size === 0) idle = Promise.withResolvers<void>();
    waiting.add(key);
    next();
  };

  return { add, idle: () => idle.promise };
}
