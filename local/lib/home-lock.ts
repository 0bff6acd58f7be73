import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode, identify, isAlive, type ProcessIdentity } from './processes.ts';
import { runFolder } from './registry.ts';

const content = z.object({ pid: z.number(), startTime: z.string() });
const lockFile = (home: string): string => join(runFolder(home), 'launcher.lock');

/** Another launcher works on the same data folder. */
export class HomeInUseError extends Error {
  constructor(home: string, pid: number) {
    super(
      `${home} is in use by the launcher with process number ${pid}. Stop it first (Ctrl-C there), or choose another folder with MLPLATFORM_HOME.`,
    );
    this.name = 'HomeInUseError';
  }
}

/** The launcher that works on this home now, or null. */
export function findLauncher(home: string): ProcessIdentity | null {
  const holder = readLock(lockFile(home));
  return holder && isAlive(holder) ? holder : null;
}

/**
 * Takes the home for this process. A lock whose process is gone is taken over.
 * @returns a function that gives it back
 * @throws HomeInUseError when a living launcher has it
 */
export function lockHome(home: string): () => void {
  mkdirSync(runFolder(home), { recursive: true });
  const self = identify(process.pid);
  if (!self) throw new Error('this process cannot be identified');
  const file = lockFile(home);
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(self));
  try {
    while (!tryLink(own, file)) removeStale(home, file);
  } finally {
    rmSync(own);
  }
  return () => rmSync(file, { force: true });
}

// link() is atomic and fails when the name exists, and the file is complete when it appears.
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function removeStale(home: string, file: string): void {
  const holder = readLock(file);
  if (!holder) return;
  if (isAlive(holder)) throw new HomeInUseError(home, holder.pid);
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = readLock(aside);
  // Two launchers may find the same stale lock: the slower one must not remove the faster one's.
  if (moved && isAlive(moved)) tryLink(aside, file);
  rmSync(aside);
}

function readLock(file: string): ProcessIdentity | null {
  try {
    return content.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw new Error(`${file} cannot be read`, { cause: error });
  }
}
