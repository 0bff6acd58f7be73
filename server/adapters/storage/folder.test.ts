import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolderLogStore } from './folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mlplatform-logs-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = { jobId: '0198a8a2-1111-7000-8000-000000000001', podUid: 'pod-1' };

async function* lines(...texts: string[]) {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function textOf(content: AsyncIterable<Uint8Array> | null): Promise<string | null> {
  if (content === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

test('keeps bytes as they came and says how many', async () => {
  const store = createFolderLogStore(folder);
  expect(await store.put(key, lines('erste Zeile ✓\n', 'zweite\n'))).toBe(23);
  expect(await textOf(await store.read(key))).toBe('erste Zeile ✓\nzweite\n');
  expect(await textOf(await store.read(key, { offset: 16 }))).toBe('zweite\n');
  expect(await textOf(await store.read(key, { offset: 1_000 }))).toBe('');
});

test('answers null where nothing is stored', async () => {
  expect(await createFolderLogStore(folder).read(key)).toBeNull();
});

test('an interrupted upload leaves the log as it was and no rubbish', async () => {
  const store = createFolderLogStore(folder);
  await store.put(key, lines('whole'));
  async function* broken() {
    yield new TextEncoder().encode('half');
    throw new Error('connection lost');
  }
  await expect(store.put(key, broken())).rejects.toThrow('connection lost');
  expect(await textOf(await store.read(key))).toBe('whole');
  expect(await readdir(join(folder, 'logs', key.jobId))).toEqual(['pod-1.gz']);
});

test('a name that is no id never becomes a path', async () => {
  const store = createFolderLogStore(folder);
  await expect(store.read({ jobId: '..', podUid: 'x' })).rejects.toThrow('named by ids');
  await expect(store.put({ jobId: 'a', podUid: '../../b' }, lines('x'))).rejects.toThrow('named by ids');
});
