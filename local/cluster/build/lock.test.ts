import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withLock } from './lock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
  file = path.join(folder, 'build.lock');
});
afterEach(() => rm(folder, { recursive: true }));

it('lets the second starter wait for the first', async () => {
  const order: string[] = [];
  const { promise: release, resolve: releaseNow } = Promise.withResolvers<void>();
  const first = withLock(file, async () => {
    order.push('first begins');
    await release;
    order.push('first ends');
  });
  const onWait = vi.fn(() => releaseNow());
  await vi.waitFor(() => expect(order).toEqual(['first begins']));
  await withLock(file, async () => void order.push('second'), { onWait });
  await first;
  expect(order).toEqual(['first begins', 'first ends', 'second']);
  expect(onWait).toHaveBeenCalled();
});

it('is given back when the work fails', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(stat(file)).rejects.toThrow('ENOENT');
});

it('is taken from a process that is gone', async () => {
  // Above every possible process id.
  await writeFile(file, '99999999');
  expect(await withLock(file, async () => 'mine')).toBe('mine');
});

it('is taken when nobody refreshed it for a minute', async () => {
  await writeFile(file, String(process.pid));
  const old = new Date(Date.now() - 61_000);
  await utimes(file, old, old);
  expect(await withLock(file, async () => 'mine')).toBe('mine');
});

it('stops waiting when aborted', async () => {
  await writeFile(file, String(process.pid));
  const abort = new AbortController();
  const waiting = withLock(file, async () => 'mine', {
    signal: abort.signal,
    onWait: () => abort.abort(),
  });
  await expect(waiting).rejects.toThrow('abort');
});
