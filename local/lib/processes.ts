import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process by number and start time, so that a recycled number is never taken for it. */
export interface ProcessIdentity {
  pid: number;
  startTime: string;
}

export interface ProcessInfo extends ProcessIdentity {
  ppid: number;
  pgid: number;
  /** Command line with its arguments joined by spaces. */
  command: string;
}

const linux = process.platform === 'linux';

// Start times on Linux count from boot: the boot id keeps two boots apart.
const bootId = linux ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : '';

/** Every live process of this machine; zombies are left out, they run nothing any more. */
export function listProcesses(): ProcessInfo[] {
  return linux ? listFromProc() : listFromPs();
}

/** The identity of a running process, or null when there is none with that number. */
export function identify(pid: number): ProcessIdentity | null {
  const found = linux ? readProc(pid) : listFromPs().find((entry) => entry.pid === pid);
  return found ? { pid: found.pid, startTime: found.startTime } : null;
}

/** Whether this very process (not another one with its number) still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startTime === identity.startTime;
}

/** The given processes' numbers together with those of all their descendants. */
export function withDescendants(roots: Iterable<number>, all: readonly ProcessInfo[]): Set<number> {
  const family = new Set(roots);
  for (let grown = true; grown; ) {
    const before = family.size;
    for (const entry of all) if (family.has(entry.ppid)) family.add(entry.pid);
    grown = family.size > before;
  }
  return family;
}

/** A process's own environment as one text; empty where the system does not show it. */
export function environmentOf(pid: number): string {
  return linux ? (readIfThere(`/proc/${pid}/environ`) ?? '') : '';
}

/** Sends a signal to a process, or to a group when `target` is negative; false when it is gone. */
export function signal(target: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(target, name);
  } catch (error) {
    // EPERM: macOS answers so for a group of which only zombies are left.
    if (hasCode(error, 'ESRCH') || hasCode(error, 'EPERM')) return false;
    throw error;
  }
}

/** Whether an error carries the given system code, such as ENOENT. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function listFromProc(): ProcessInfo[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readProc(Number(name)) ?? []) : []));
}

function readProc(pid: number): ProcessInfo | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  const commandLine = readIfThere(`/proc/${pid}/cmdline`);
  if (stat === null || commandLine === null) return null;
  // The name in brackets may hold spaces and brackets itself; the fields follow the last one (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, ppid, pgid] = fields;
  if (state === undefined || state === 'Z' || state === 'X') return null;
  return {
    pid,
    ppid: Number(ppid),
    pgid: Number(pgid),
    startTime: `${bootId}:${fields[19]}`,
    command: commandLine.replaceAll('\0', ' ').trim(),
  };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // A process may end, or belong to someone else, between listing and reading.
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].some((code) => hasCode(error, code))) return null;
    throw error;
  }
}

function listFromPs(): ProcessInfo[] {
  const columns = 'pid=,ppid=,pgid=,state=,lstart=,command=';
  const output = execFileSync('ps', ['-axo', columns], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return output.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+ \S+\s+\d+ [\d:]+ \d+)\s+(.*)$/.exec(line);
    if (!match || match[4]?.startsWith('Z')) return [];
    const [, pid, ppid, pgid, , startTime = '', command = ''] = match;
    return [{ pid: Number(pid), ppid: Number(ppid), pgid: Number(pgid), startTime, command }];
  });
}
