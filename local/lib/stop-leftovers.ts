import { execFile } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { environmentOf, listProcesses, signal, withDescendants } from './processes.ts';
import { type CleanupRule, marker, type RegisteredProcess } from './registry.ts';

const run = promisify(execFile);
const pollMs = 50;
const killTimeoutMs = 10_000;

interface Leftovers {
  home: string;
  processes: readonly RegisteredProcess[];
  rules: readonly CleanupRule[];
  /** How long processes may take to end by themselves before they are killed, in milliseconds. */
  graceMs: number;
  log: (line: string) => void;
}

/**
 * Stops everything that belongs to a home: registered process groups, their descendants, processes
 * carrying the home's marker, and what the rules match; then runs the rules' commands.
 * The calling process and its ancestors are spared. Throws when something survives SIGKILL for 10 s.
 */
export async function stopLeftovers(leftovers: Leftovers): Promise<void> {
  const asked = findLeftovers(leftovers);
  if (asked.size > 0) leftovers.log(`stopping ${asked.size} processes: ${[...asked].join(' ')}`);
  for (const pid of asked) signal(pid, stopSignalOf(pid, leftovers.processes));
  await waitUntilGone(leftovers, leftovers.graceMs);
  for (const started = Date.now(); ; ) {
    const left = findLeftovers(leftovers);
    if (left.size === 0) break;
    if (Date.now() - started > killTimeoutMs) throw new Error(`these processes do not end: ${[...left].join(', ')}`);
    for (const pid of left) signal(pid, 'SIGKILL');
    await delay(pollMs);
  }
  for (const rule of leftovers.rules) if (rule.kind === 'run') await runRule(rule, leftovers.log);
}

async function runRule(rule: Extract<CleanupRule, { kind: 'run' }>, log: (line: string) => void): Promise<void> {
  try {
    await run(rule.command, rule.args, { timeout: killTimeoutMs });
  } catch (error) {
    // One clean-up that cannot be done must not keep the next from running.
    log(`clean-up ${rule.command} ${rule.args.join(' ')}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function waitUntilGone(leftovers: Leftovers, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (Date.now() < until && findLeftovers(leftovers).size > 0) await delay(pollMs);
}

function stopSignalOf(pid: number, processes: readonly RegisteredProcess[]): NodeJS.Signals {
  const name = processes.find((entry) => entry.pid === pid)?.stopSignal;
  return name !== undefined && isSignal(name) ? name : 'SIGTERM';
}

function isSignal(name: string): name is NodeJS.Signals {
  return name in constants.signals;
}

function findLeftovers({ home, processes, rules }: Leftovers): Set<number> {
  const all = listProcesses();
  const { name, value } = marker(home);
  const spared = ancestors(process.pid, all);
  const known = new Map(all.map((entry) => [entry.pid, entry.startTime]));
  const groups = new Set(
    processes.filter((entry) => known.get(entry.pid) === entry.startTime).map((entry) => entry.pid),
  );
  const texts = rules.flatMap((rule) => (rule.kind === 'kill-matching' ? [rule.text] : []));
  const roots = all.filter(
    (entry) =>
      groups.has(entry.pgid) ||
      texts.some((text) => entry.command.includes(text)) ||
      environmentOf(entry.pid).split('\0').includes(`${name}=${value}`),
  );
  const free = roots.map((entry) => entry.pid).filter((pid) => !spared.has(pid));
  return new Set([...withDescendants(free, all)].filter((pid) => !spared.has(pid)));
}

function ancestors(pid: number, all: readonly { pid: number; ppid: number }[]): Set<number> {
  const parents = new Map(all.map((entry) => [entry.pid, entry.ppid]));
  const line = new Set<number>();
  for (let next: number | undefined = pid; next !== undefined && next > 0; next = parents.get(next)) line.add(next);
  return line;
}
