import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeImage } from './oci.ts';
import { paxRecord } from './tar.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'oci-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const long = `${'deep/'.repeat(30)}file.txt`;

function makeRootfs(name: string): string {
  const rootfs = path.join(folder, name);
  mkdirSync(path.join(rootfs, path.dirname(long)), { recursive: true });
  mkdirSync(path.join(rootfs, 'home'));
  writeFileSync(path.join(rootfs, long), 'far down');
  writeFileSync(path.join(rootfs, 'exact'), Buffer.alloc(512, 'x'));
  writeFileSync(path.join(rootfs, 'größe'), '');
  chmodSync(path.join(rootfs, 'exact'), 0o755);
  symlinkSync('exact', path.join(rootfs, 'link'));
  return rootfs;
}

const spec = (rootfs: string) => ({
  name: 'mlplatform.local/test:1',
  rootfs,
  owners: { home: 1000 },
  config: { User: '1000:1000', Cmd: ['/exact'] },
});

const tar = (...args: string[]) => execFileSync('tar', args, { maxBuffer: 1e8 });

test('every blob is what its name says, and the config names the layer', async () => {
  const file = path.join(folder, 'image.tar');
  const digest = await writeImage(spec(makeRootfs('a')), file);
  const read = (name: string) => tar('-xOf', file, name);
  for (const name of tar('-tf', file)
    .toString()
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('blobs/')))
    expect(`blobs/sha256/${createHash('sha256').update(read(name)).digest('hex')}`).toBe(name);
  const blob = (of: string) => read(`blobs/${of.replace(':', '/')}`);
  const index = JSON.parse(read('index.json').toString());
  expect(index.manifests[0]).toMatchObject({ digest, annotations: { 'io.containerd.image.name': spec('').name } });
  const manifest = JSON.parse(blob(digest).toString());
  const config = JSON.parse(blob(manifest.config.digest).toString());
  expect(config).toMatchObject({ os: 'linux', config: { User: '1000:1000' } });
  expect(config.rootfs.diff_ids).toEqual([manifest.layers[0].digest]);
  expect(readdirSync(folder)).not.toContain('image.tar.layer');
});

test('the system tar reads the layer: long and foreign names, modes, links, owners', async () => {
  const file = path.join(folder, 'image.tar');
  await writeImage(spec(makeRootfs('a')), file);
  const layer = tar('-tvf', file).toString().trim().split('\n').at(-1)?.split(' ').at(-1) ?? '';
  const layerFile = path.join(folder, 'layer.tar');
  writeFileSync(layerFile, tar('-xOf', file, layer));
  const list = tar('--numeric-owner', '--quoting-style=literal', '-tvf', layerFile).toString();
  expect(list).toMatch(/^-rwxr-xr-x 0\/0\s+512 .* exact$/m);
  expect(list).toMatch(/^l\S+ 0\/0 .* link -> exact$/m);
  expect(list).toMatch(/^drwx\S+ 1000\/1000 .* home\/$/m);
  expect(list).toMatch(/ größe$/m);
  expect(tar('-xOf', layerFile, long).toString()).toBe('far down');
});

test('equal contents make equal images, whatever their times', async () => {
  const first = makeRootfs('a');
  const second = makeRootfs('b');
  utimesSync(path.join(second, 'exact'), 1, 1);
  const digests = [
    await writeImage(spec(first), path.join(folder, '1')),
    await writeImage(spec(second), path.join(folder, '2')),
  ];
  expect(digests[0]).toBe(digests[1]);
});

test('the length of a pax record counts its own digits', () => {
  expect(paxRecord('path', 'a')).toBe('9 path=a\n');
  expect(paxRecord('path', 'ab')).toBe('11 path=ab\n');
  // 98 bytes without digits: with two it is 100, so it needs three.
  expect(paxRecord('path', 'a'.repeat(91))).toBe(`101 path=${'a'.repeat(91)}\n`);
});
