import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const REFRESH_MS = 5_000;
const STALE_MS = 60_000;
const POLL_MS = 500;

/**
 * Runs `work` while this process holds the lock file; others wait and report
 * that through `onWait`. A lock whose process is gone, or that nobody has
 * refreshed for a minute, is taken over.
 *
 * Two takers may, in a narrow race, both believe to hold a stale lock. That
 * costs a double build and nothing else: results are renamed into place.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  options: { signal?: AbortSignal; onWait?: () => void } = {},
): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  while (!(await tryLock(file))) {
    if (await isStale(file)) await rm(file, { force: true });
    else {
      options.onWait?.();
      await sleep(POLL_MS, undefined, { signal: options.signal });
    }
  }
  const refresh = setInterval(() => {
    const now = new Date();
    // Only a lock that somebody removed by hand cannot be refreshed; the work goes on.
    utimes(file, now, now).catch((error: unknown) => process.emitWarning(`lock ${file}: ${String(error)}`));
  }, REFRESH_MS);
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    await rm(file, { force: true });
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const [content, { mtimeMs }] = [await readFile(file, 'utf8'), await stat(file)];
    const age = Date.now() - mtimeMs;
    if (age > STALE_MS) return true;
    // An empty file is one whose owner is just about to write its id.
    return content !== '' && !isAlive(Number(content));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
