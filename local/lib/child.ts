import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { findCommand } from './commands.ts';
import { openLog } from './logs.ts';
import { hasCode, identify, signal } from './processes.ts';
import type { Reaper } from './reaper-client.ts';
import { marker } from './registry.ts';
import type { Child, ChildSpec } from './supervisor.ts';

type Exit = { code: number | null; signal: NodeJS.Signals | null };

const killAfterMs = 10_000;
const firstBackOffMs = 1_000;
const maxBackOffMs = 30_000;
/** A child that ran this long is healthy again: its next restart is quick. */
const healthyAfterMs = 60_000;

// The child waits on descriptor 3 until it is registered, and gives up when the launcher dies first.
const gate = 'read -r _ <&3 || exit 125; exec 3<&-; exec "$0" "$@"';

/** Starts one child, and again with back-off when it is to be restarted. Rejects when it cannot be started. */
export async function startChild(home: string, reaper: Reaper, spec: ChildSpec): Promise<Child> {
  let current = await launch(home, reaper, spec);
  const stopping = new AbortController();

  async function keepRunning(): Promise<Exit> {
    for (let backOffMs = firstBackOffMs; ; backOffMs = Math.min(backOffMs * 2, maxBackOffMs)) {
      const startedAt = Date.now();
      const exit = await current.exited;
      if (Date.now() - startedAt > healthyAfterMs) backOffMs = firstBackOffMs;
      if (!spec.restart || stopping.signal.aborted) return exit;
      await pause(backOffMs, stopping.signal);
      if (stopping.signal.aborted) return exit;
      current = (await relaunch(home, reaper, spec)) ?? current;
      if (stopping.signal.aborted) await current.stop();
    }
  }

  const exited = keepRunning();
  return {
    name: spec.name,
    get pid() {
      return current.pid;
    },
    exited,
    async stop() {
      stopping.abort();
      await current.stop();
      await exited;
    },
  };
}

// A failure to restart is told and tried again after the next, longer pause.
async function relaunch(home: string, reaper: Reaper, spec: ChildSpec): Promise<Launched | null> {
  try {
    return await launch(home, reaper, spec);
  } catch (error) {
    console.error(`${spec.name} could not be restarted:`, error);
    return null;
  }
}

interface Launched {
  pid: number;
  exited: Promise<Exit>;
  stop(): Promise<void>;
}

async function launch(home: string, reaper: Reaper, spec: ChildSpec): Promise<Launched> {
  const env = { ...process.env, ...spec.env, [marker(home).name]: marker(home).value };
  requireCommand(spec, env.PATH);
  const log = openLog(home, spec.name);
  const child = spawn('/bin/sh', ['-c', gate, spec.command, ...spec.args], {
    detached: true,
    cwd: spec.cwd,
    env,
    uid: spec.uid,
    gid: spec.gid,
    stdio: ['ignore', log, log, 'pipe'],
  });
  closeSync(log);
  await once(child, 'spawn');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${spec.name} has no process number`);
  const ended = once(child, 'exit');
  const identity = identify(pid);
  const stopSignal = spec.stopSignal ?? 'SIGTERM';
  if (identity) await reaper.register({ ...identity, name: spec.name, stopSignal });
  openGate(child);
  let over = false;
  const exited = ended.then(async (): Promise<Exit> => {
    over = true;
    // What the child left in its group has nobody to look after it any more.
    signal(-pid, 'SIGKILL');
    await reaper.unregister(pid);
    return { code: child.exitCode, signal: child.signalCode };
  });
  return {
    pid,
    exited,
    async stop() {
      // The number of a process that is gone may be another's by now.
      if (!over) await stop(spec.name, pid, stopSignal, exited);
    },
  };
}

function openGate(child: ChildProcess): void {
  const pipe = child.stdio[3];
  if (!pipe || !('write' in pipe)) throw new Error('the child has no gate');
  // The child may already be gone (killed while waiting); its exit is reported elsewhere.
  pipe.on('error', () => undefined);
  pipe.end('go\n');
}

async function stop(name: string, pid: number, stopSignal: NodeJS.Signals, exited: Promise<Exit>): Promise<void> {
  signal(-pid, stopSignal);
  const timeout = new AbortController();
  const patience = pause(killAfterMs, timeout.signal).then(() => {
    if (timeout.signal.aborted) return;
    console.error(`${name} does not end by itself and is killed.`);
    signal(-pid, 'SIGKILL');
  });
  await exited;
  timeout.abort();
  await patience;
}

async function pause(ms: number, until: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal: until });
  } catch (error) {
    if (!hasCode(error, 'ABORT_ERR')) throw error;
  }
}

// The gate would turn a missing command into exit code 127 in a log; a message by name is better.
function requireCommand({ name, command }: ChildSpec, path: string | undefined): void {
  if (findCommand(command, path) === null)
    throw new Error(`${name} cannot be started: ${command} is not there or not executable`);
}
