import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { findBuild, removeOldBuilds, temporaryPrefix } from '../../cluster/build/cache.ts';
import { withLock } from '../../cluster/build/lock.ts';
import { installPackages, type Python } from './python.ts';

/** What the training script imports, as pip requirements. */
export const requirements = ['numpy>=2,<3'];

/**
 * A folder for PYTHONPATH with what the training script imports, so that its tests run on a machine
 * without. Made at the first call and from then on found in the cache.
 * @param cacheDir per-user cache folder
 * @param python as `findPython` found it
 */
export async function trainingPackages(cacheDir: string, python: Python): Promise<string> {
  const folder = path.join(cacheDir, 'python-packages');
  const key = `${requirements.join(',')}-python${python.version.split(' ')[0]}-${process.arch}`.replace(
    /[^\w.-]/g,
    '_',
  );
  return withLock(path.join(folder, 'build.lock'), async () => {
    const found = await findBuild(folder, key);
    if (found !== null) return found;
    const temporary = path.join(folder, `${temporaryPrefix}${process.pid}-${Date.now()}`);
    await mkdir(temporary, { recursive: true });
    try {
      await installPackages(python, requirements, temporary);
      await rename(temporary, path.join(folder, key));
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    }
    await removeOldBuilds(folder);
    return path.join(folder, key);
  });
}
