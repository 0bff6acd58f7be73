import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * A short hash over the names and contents of the files that decide what is
 * built: *.go, go.mod and go.sum of every given folder (not recursive).
 */
export async function contentHash(folders: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.go') || /^go\.(mod|sum)$/.test(name));
    for (const name of names.sort()) {
      const content = await readFile(path.join(folder, name));
      // Lengths keep "ab"+"c" and "a"+"bc" apart.
      hash.update(`${path.basename(folder)}/${name}:${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The cache folder's name for these sources, this Go version and this kind of machine. */
export function cacheKey(content: string, goVersion: string): string {
  return `${keyPrefix(content)}${goVersion}`;
}

/** What every key of these sources on this kind of machine begins with, whatever Go built it. */
export function keyPrefix(content: string): string {
  return `${content}-${process.platform}-${process.arch}-`;
}
