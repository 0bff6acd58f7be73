import { readdir, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const kept = 2;
export const temporaryPrefix = '.tmp-';

/** The per-user cache folder: `$XDG_CACHE_HOME/mlplatform`, else `~/.cache/mlplatform`. */
export function defaultCacheDir(env: Record<string, string | undefined> = process.env): string {
  // The XDG specification says to ignore a relative path.
  const xdg = env.XDG_CACHE_HOME;
  const base = xdg && path.isAbsolute(xdg) ? xdg : path.join(os.homedir(), '.cache');
  return path.join(base, 'mlplatform');
}

/**
 * The finished build in `folder` whose name starts with `prefix`, the one used
 * last if there are several, or null. Marks it as used now.
 */
export async function findBuild(folder: string, prefix: string): Promise<string | null> {
  const [newest] = (await builds(folder)).filter(({ name }) => name.startsWith(prefix));
  if (newest === undefined) return null;
  const now = new Date();
  await utimes(path.join(folder, newest.name), now, now);
  return path.join(folder, newest.name);
}

/**
 * Removes all builds but the last two used, and half-finished ones that an
 * interrupted build left. Only to be called while holding the build lock.
 */
export async function removeOldBuilds(folder: string): Promise<void> {
  const old = (await builds(folder)).slice(kept).map(({ name }) => name);
  const halfDone = (await names(folder)).filter((name) => name.startsWith(temporaryPrefix));
  for (const name of [...old, ...halfDone]) {
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function builds(folder: string): Promise<{ name: string; usedAt: number }[]> {
  const found: { name: string; usedAt: number }[] = [];
  for (const name of await names(folder)) {
    if (name.startsWith('.')) continue;
    const { mtimeMs } = await stat(path.join(folder, name));
    found.push({ name, usedAt: mtimeMs });
  }
  return found.sort((a, b) => b.usedAt - a.usedAt);
}

async function names(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
