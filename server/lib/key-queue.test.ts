import { expect, test, vi } from 'vitest';
import { createKeyQueue } from './key-queue.ts';

test('keys added while they wait are worked on once, while being worked on once more', async () => {
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const queue = createKeyQueue({
    concurrency: 2,
    signal: new AbortController().signal,
    failed: () => undefined,
    work: async (key) => {
      done.push(key);
      if (done.length <= 2) await first.promise;
    },
  });
  for (const key of ['a', 'b', 'c', 'c', 'a', 'a']) queue.add(key);
  expect(done).toEqual(['a', 'b']);
  first.resolve();
  await queue.idle();
  expect(done).toEqual(['a', 'b', 'c', 'a']);
});

test('a key whose work failed comes back; the others go on', async () => {
  const done: string[] = [];
  const failed = vi.fn();
  const again = Promise.withResolvers<void>();
  const queue = createKeyQueue({
    concurrency: 1,
    signal: new AbortController().signal,
    failed,
    work: async (key) => {
      done.push(key);
      if (key === 'a' && done.length === 1) throw new Error('not now');
      if (key === 'a') again.resolve();
    },
  });
  queue.add('a');
  queue.add('b');
  await again.promise;
  expect(done).toEqual(['a', 'b', 'a']);
  expect(failed).toHaveBeenCalledOnce();
});

test('10,000 additions of 10 keys keep 10 keys', async () => {
  let runs = 0;
  const gate = Promise.withResolvers<void>();
  const queue = createKeyQueue({
    concurrency: 1,
    signal: new AbortController().signal,
    failed: () => undefined,
    work: async () => {
      runs += 1;
      await gate.promise;
    },
  });
  for (let i = 0; i < 10_000; i++) queue.add(`job-${i % 10}`);
  gate.resolve();
  await queue.idle();
  expect(runs).toBeLessThanOrEqual(11);
});
