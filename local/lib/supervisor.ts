import { mkdirSync, realpathSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild } from './child.ts';
import { lockHome } from './home-lock.ts';
import { keepLogsBounded } from './logs.ts';
import { isAlive } from './processes.ts';
import { startReaper } from './reaper-client.ts';
import { type CleanupRule, readRegistry } from './registry.ts';
import { stopLeftovers } from './stop-leftovers.ts';

export interface ChildSpec {
  /** Unique among the children; names the log file `<home>/logs/<name>.log`. */
  name: string;
  command: string;
  args: string[];
  /** Added to the launcher's own environment. */
  env?: Record<string, string>;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** SIGTERM unless given; SIGKILL follows after 10 s. */
  stopSignal?: NodeJS.Signals;
  /** Start it again with back-off (1 s doubling to 30 s) when it exits by itself. */
  restart?: boolean;
}

export interface Child {
  readonly name: string;
  /** The present process; changes with a restart. Also the number of its process group. */
  readonly pid: number;
  /** Resolves at the final exit: with `restart`, only after `stop`. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(): Promise<void>;
}

export interface Supervisor {
  /** Starts a child in a process group of its own. Rejects when the command cannot be started. */
  start(spec: ChildSpec): Promise<Child>;
  /** Adds a clean-up that is done after `stopAll`, and by the reaper when the launcher dies. */
  addCleanup(rule: CleanupRule): Promise<void>;
  /** Stops all children in reverse order of start, then does the clean-ups and gives the home back. */
  stopAll(): Promise<void>;
}

export interface Step {
  id: string;
  title: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  /** From 0 to 1; null where it cannot be known. */
  progress: number | null;
  detail: string;
}

const reaperTimeoutMs = 20_000;

/**
 * Takes a data folder for this process and stops what an earlier launcher left there.
 * @param options.home the data folder; created when it is not there
 * @throws HomeInUseError when another launcher works on it
 */
export async function createSupervisor(options: { home: string }): Promise<Supervisor> {
  mkdirSync(options.home, { recursive: true });
  const home = realpathSync(options.home);
  const unlock = lockHome(home);
  try {
    await stopEarlier(home);
    return supervise(home, await startReaper(home), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function stopEarlier(home: string): Promise<void> {
  const registry = readRegistry(home) ?? { reaper: null, processes: [], rules: [] };
  const until = Date.now() + reaperTimeoutMs;
  while (registry.reaper && isAlive(registry.reaper) && Date.now() < until) await delay(50);
  const { processes, rules } = registry;
  await stopLeftovers({
    home,
    processes,
    rules,
    graceMs: 3_000,
    log: (line) => console.log(`Left over: ${line}`),
  });
}

function supervise(home: string, reaper: Awaited<ReturnType<typeof startReaper>>, unlock: () => void): Supervisor {
  const children: Child[] = [];
  const rules: CleanupRule[] = [];
  const starting = new Set<Promise<Child>>();
  let stopped: Promise<void> | null = null;
  const logs = keepLogsBounded(home, () => ['reaper', ...children.map((child) => child.name)]);

  async function start(spec: ChildSpec): Promise<Child> {
    if (stopped) throw new Error(`${spec.name} is not started: the launcher is stopping`);
    const pending = startChild(home, reaper, spec);
    starting.add(pending);
    try {
      const child = await pending;
      children.push(child);
      return child;
    } finally {
      starting.delete(pending);
    }
  }

  async function stopEverything(): Promise<void> {
    await Promise.allSettled(starting);
    for (const child of children.toReversed()) await child.stop();
    logs.close();
    await stopLeftovers({ home, processes: [], rules, graceMs: 0, log: () => undefined });
    await reaper.goodbye();
    unlock();
  }

  return {
    start,
    async addCleanup(rule) {
      rules.push(rule);
      await reaper.addRule(rule);
    },
    stopAll: () => (stopped ??= stopEverything()),
  };
}
