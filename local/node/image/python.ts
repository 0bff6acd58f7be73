import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const description = z.object({
  executable: z.string(),
  prefix: z.string(),
  stdlib: z.string(),
  version: z.string(),
  recent: z.boolean(),
});

/** The machine's Python: program, installation prefix, standard library, full version. */
export type Python = z.infer<typeof description>;

const describe = `
import json, os, sys
print(json.dumps({
  "executable": os.path.realpath(getattr(sys, "_base_executable", sys.executable)),
  "prefix": os.path.realpath(sys.base_prefix),
  "stdlib": os.path.realpath(os.path.dirname(os.__file__)),
  "version": sys.version,
  "recent": sys.version_info >= (3, 10),
}))`;

/**
 * Asks the machine's `python3` where it is.
 * @returns null when there is none, or one older than 3.10
 */
export async function findPython(): Promise<Python | null> {
  try {
    const { stdout } = await run('python3', ['-c', describe]);
    const python = description.parse(JSON.parse(stdout));
    return python.recent ? python : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Installs packages from the Python package index into a folder, as ready-made wheels only.
 * Throws with pip's own words when that fails.
 */
export async function installPackages(
  python: Python,
  requirements: readonly string[],
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const environment = await mkdtemp(path.join(os.tmpdir(), 'mlplatform-pip-'));
  try {
    const pip = await findPip(python, environment, signal);
    const options = ['--disable-pip-version-check', '--no-compile', '--only-binary=:all:', '--target', folder];
    await run(pip, ['-m', 'pip', 'install', '--quiet', ...options, ...requirements], { signal });
  } finally {
    await rm(environment, { recursive: true, force: true });
  }
}

/** Compiles every module below a folder of an image, so that containers need not at each start. */
export async function compileModules(
  python: Python,
  rootfs: string,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  // Times are not kept in the image: pyc files must not be compared with them.
  const options = ['-q', '-j', '0', '--invalidation-mode', 'unchecked-hash', '-s', rootfs, '-p', '/'];
  await run(python.executable, ['-m', 'compileall', ...options, path.join(rootfs, folder)], { signal });
}

// Debian's python3 comes without pip; a virtual environment brings one.
async function findPip(python: Python, environment: string, signal?: AbortSignal): Promise<string> {
  try {
    await run(python.executable, ['-m', 'pip', '--version'], { signal });
    return python.executable;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 1)) throw error;
    await run(python.executable, ['-m', 'venv', environment], { signal });
    return path.join(environment, 'bin', 'python3');
  }
}
