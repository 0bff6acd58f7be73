import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheKey, contentHash, keyPrefix } from './key.ts';

let folder: string;
const write = (name: string, text: string) => writeFile(path.join(folder, name), text);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'key-'));
  await write('go.mod', 'module a\n');
  await write('main.go', 'package main\n');
});
afterEach(() => rm(folder, { recursive: true }));

it('stays the same while the sources do', async () => {
  expect(await contentHash([folder])).toBe(await contentHash([folder]));
});

it('changes with a source, a pinned version and a new file', async () => {
  const seen = [await contentHash([folder])];
  await write('main.go', 'package main // 2\n');
  seen.push(await contentHash([folder]));
  await write('go.sum', 'a v1.0.0 h1:x=\n');
  seen.push(await contentHash([folder]));
  await write('more.go', 'package main\n');
  seen.push(await contentHash([folder]));
  expect(new Set(seen).size).toBe(seen.length);
});

it('does not depend on files that are not built', async () => {
  const before = await contentHash([folder]);
  await write('README.md', 'words');
  expect(await contentHash([folder])).toBe(before);
});

it('tells text that moved from one file to the next', async () => {
  await write('a.go', 'ab');
  await write('b.go', 'c');
  const before = await contentHash([folder]);
  await write('a.go', 'a');
  await write('b.go', 'bc');
  expect(await contentHash([folder])).not.toBe(before);
});

it('makes keys that begin with what does not depend on Go', () => {
  expect(cacheKey('abc', 'go1.26.8')).toBe(`${keyPrefix('abc')}go1.26.8`);
});
