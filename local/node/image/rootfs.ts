import { chmod, copyFile, cp, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findCommand } from '../../lib/commands.ts';
import { hasCode } from '../../lib/processes.ts';
import { compileModules, installPackages, type Python } from './python.ts';
import { linkedFiles } from './shared-libraries.ts';

/** Commands of the machine that are copied too, so that `kubectl exec` has something to run. */
const commands = ['sh', 'cat', 'env', 'id', 'ls', 'sleep'];

/** Parts of the standard library that no training needs; they would be half of the image. */
const leftOut =
  /^(test|tests|idlelib|tkinter|turtledemo|ensurepip|lib2to3|pydoc_data|site-packages|dist-packages|__pycache__|config-.*)$/;
const leftOutOfPackages = /^(tests|__pycache__|f2py|bin)$|\.pyi$/;

/** User and group that containers of the image run as. */
export const trainerId = 1000;

/** Environment that makes the copied programs find their parts. */
export const imageEnvironment = [
  'PATH=/opt/python/bin:/bin',
  'LD_LIBRARY_PATH=/opt/lib',
  'PYTHONPATH=/opt/packages',
  'PYTHONUNBUFFERED=1',
  'PYTHONDONTWRITEBYTECODE=1',
  // One thread: several per worker would fight for the cores of a laptop.
  'OPENBLAS_NUM_THREADS=1',
  'HOME=/tmp',
];

/**
 * Makes a root file system from what this machine has: its own Python interpreter and a few
 * commands with their shared libraries, and packages from the Python package index.
 * @param rootfs folder to fill, empty
 * @param requirements pip requirements
 * @param scripts files to put into `/app`
 */
export async function makePythonRootfs(
  rootfs: string,
  python: Python,
  requirements: readonly string[],
  scripts: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const packages = path.join(rootfs, 'opt/packages');
  for (const name of ['bin', 'etc', 'opt/lib', 'opt/python/bin', 'proc', 'sys', 'dev', 'app', 'tmp', 'checkpoints'])
    await mkdir(path.join(rootfs, name), { recursive: true, mode: 0o755 });
  await chmod(path.join(rootfs, 'tmp'), 0o1777);
  await copyPython(rootfs, python);
  const programs = await copyCommands(rootfs);
  const download = `${rootfs}.packages`;
  await installPackages(python, requirements, download, signal);
  await copyTree(download, packages, leftOutOfPackages);
  const modules = [
    ...(await extensionModules(path.join(python.stdlib, 'lib-dynload'))),
    ...(await extensionModules(packages)),
  ];
  await copyLibraries(rootfs, [python.executable, ...programs, ...modules]);
  await compileModules(python, rootfs, 'opt', signal);
  await writeUsers(rootfs);
  for (const script of scripts) await copyFile(script, path.join(rootfs, 'app', path.basename(script)));
}

// Python finds its standard library by where it lies from the program's folder, so that is kept.
async function copyPython(rootfs: string, { executable, prefix, stdlib }: Python): Promise<void> {
  const place = path.join(rootfs, 'opt/python');
  await copyTree(stdlib, path.join(place, path.relative(prefix, stdlib)), leftOut);
  const name = path.basename(executable);
  await copyFile(executable, path.join(place, 'bin', name));
  for (const alias of ['python', 'python3']) if (alias !== name) await symlink(name, path.join(place, 'bin', alias));
}

async function copyCommands(rootfs: string): Promise<string[]> {
  const found = commands.flatMap((name) => {
    const file = findCommand(name);
    return file === null ? [] : [{ name, file }];
  });
  for (const { name, file } of found) await copyFile(file, path.join(rootfs, 'bin', name));
  return found.map(({ file }) => file);
}

async function copyLibraries(rootfs: string, files: readonly string[]): Promise<void> {
  const { loader, libraries } = await linkedFiles(files);
  for (const [name, file] of libraries) {
    // What a wheel brings along is found beside it.
    if (!file.startsWith(rootfs + path.sep)) await copyFile(file, path.join(rootfs, 'opt/lib', path.basename(name)));
  }
  if (loader === null) return;
  await mkdir(path.join(rootfs, path.dirname(loader)), { recursive: true, mode: 0o755 });
  await copyFile(loader, path.join(rootfs, loader));
}

async function extensionModules(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  // tkinter is left out, and with it the X libraries it would bring.
  return names
    .filter((name) => /\.so(\.|$)/.test(name) && !name.startsWith('_tkinter'))
    .map((name) => path.join(folder, name));
}

async function copyTree(from: string, to: string, except: RegExp): Promise<void> {
  await cp(from, to, {
    recursive: true,
    dereference: true,
    filter: async (source) => source === from || (!except.test(path.basename(source)) && (await isThere(source))),
  });
}

// Debian's standard library has links to files of packages that need not be installed.
async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function writeUsers(rootfs: string): Promise<void> {
  const users = ['root:x:0:0::/:/bin/sh', `trainer:x:${trainerId}:${trainerId}::/app:/bin/sh`, ''];
  await writeFile(path.join(rootfs, 'etc/passwd'), users.join('\n'));
  await writeFile(path.join(rootfs, 'etc/group'), `root:x:0:\ntrainer:x:${trainerId}:\n`);
}
