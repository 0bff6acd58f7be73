import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultCacheDir, findBuild, removeOldBuilds } from './cache.ts';

let folder: string;

async function build(name: string, usedMinutesAgo: number): Promise<void> {
  await mkdir(path.join(folder, name, 'bin'), { recursive: true });
  const used = new Date(Date.now() - usedMinutesAgo * 60_000);
  await utimes(path.join(folder, name), used, used);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('finds the build used last, by prefix, and none in an empty cache', async () => {
  await build('abc-linux-go1.26.1', 10);
  await build('abc-linux-go1.26.8', 5);
  await build('xyz-linux-go1.26.8', 1);
  expect(await findBuild(folder, 'abc-')).toBe(path.join(folder, 'abc-linux-go1.26.8'));
  expect(await findBuild(folder, 'nothing')).toBeNull();
  expect(await findBuild(path.join(folder, 'not-there'), 'abc-')).toBeNull();
});

it('does not take a half-finished build for a build', async () => {
  await build('.tmp-1-2', 0);
  expect(await findBuild(folder, '')).toBeNull();
});

it('keeps the last two used', async () => {
  await build('old', 30);
  await build('older', 60);
  await build('new', 10);
  await build('.tmp-1-2', 0);
  await findBuild(folder, 'older');
  await removeOldBuilds(folder);
  expect((await readdir(folder)).sort()).toEqual(['new', 'older']);
});

it('follows XDG_CACHE_HOME, unless it is relative', () => {
  expect(defaultCacheDir({ XDG_CACHE_HOME: '/var/c' })).toBe('/var/c/mlplatform');
  expect(defaultCacheDir({ XDG_CACHE_HOME: 'c' })).toMatch(/\.cache\/mlplatform$/);
  expect(defaultCacheDir({})).toMatch(/\.cache\/mlplatform$/);
});
