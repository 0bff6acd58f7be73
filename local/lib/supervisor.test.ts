import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { logFile } from './logs.ts';
import { environmentOf, identify, listProcesses, signal, withDescendants } from './processes.ts';
import { marker as homeMarker, readRegistry } from './registry.ts';
import { createSupervisor } from './supervisor.ts';

const patience = { timeout: 15_000, interval: 20 };
const launcherFile = join(import.meta.dirname, 'testing', 'launcher.ts');
let home: string;
let marker: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'mlplatform-supervisor-')));
  marker = `stubborn-${home.slice(-6)}-of-this-test`;
});
afterEach(() => rmSync(home, { recursive: true }));

async function startLauncher(): Promise<{ launcher: ChildProcess; everything: number[] }> {
  const launcher = spawn(process.execPath, [launcherFile, home, marker], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!launcher.stdout || launcher.pid === undefined) throw new Error('the launcher did not start');
  for await (const line of createInterface({ input: launcher.stdout })) {
    const children: unknown = JSON.parse(line);
    if (!Array.isArray(children)) throw new Error('the launcher says nothing of its children');
    break;
  }
  await vi.waitUntil(() => processesOfHome().length >= 4, patience);
  return { launcher, everything: [...processesOfHome(), launcher.pid] };
}

/** Children, strays and the deaf one; each is found in another way. */
function processesOfHome(): number[] {
  const all = listProcesses();
  const { name, value } = homeMarker(home);
  const ours = all.filter(
    (entry) =>
      environmentOf(entry.pid).includes(`${name}=${value}`) || entry.command.includes(`sleep 0.1; done ${marker}`),
  );
  return [
    ...withDescendants(
      ours.map((entry) => entry.pid),
      all,
    ),
  ];
}

async function kill(process: ChildProcess): Promise<void> {
  process.kill('SIGKILL');
  await once(process, 'exit');
}

const gone = (pids: readonly number[]) => vi.waitUntil(() => pids.every((pid) => identify(pid) === null), patience);

describe('a launcher that is killed', () => {
  it('leaves nothing running: neither strays nor what is deaf to signals; and cleans up', async () => {
    const { launcher, everything } = await startLauncher();
    await kill(launcher);
    await gone(everything);
    await vi.waitUntil(() => processesOfHome().length === 0 && existsSync(join(home, 'cleaned')), patience);
  });

  it('together with its reaper leaves what the next start stops first', async () => {
    const { launcher, everything } = await startLauncher();
    const reaper = readRegistry(home)?.reaper.pid ?? 0;
    signal(reaper, 'SIGSTOP');
    await kill(launcher);
    signal(reaper, 'SIGKILL');
    await gone([reaper]);
    expect(processesOfHome().length).toBeGreaterThan(0);
    const next = await createSupervisor({ home });
    await gone(everything);
    await next.stopAll();
  });

  it('does not keep the next one from starting', async () => {
    const { launcher } = await startLauncher();
    await kill(launcher);
    const next = await createSupervisor({ home });
    expect(processesOfHome()).toEqual([]);
    await next.stopAll();
  });

  it('is safe although its reaper was killed before: another one took over', async () => {
    const { launcher, everything } = await startLauncher();
    const first = readRegistry(home)?.reaper.pid ?? 0;
    signal(first, 'SIGKILL');
    await vi.waitUntil(() => {
      const registry = readRegistry(home);
      return (
        registry !== null &&
        registry.reaper.pid !== first &&
        registry.processes.length === 2 &&
        registry.rules.length === 2
      );
    }, patience);
    await kill(launcher);
    await gone(everything);
  });
});

describe('a data folder', () => {
  it('serves one launcher at a time', async () => {
    const { launcher } = await startLauncher();
    await expect(createSupervisor({ home })).rejects.toThrow(
      `in use by the launcher with process number ${launcher.pid}`,
    );
    expect(processesOfHome().length).toBeGreaterThan(0);
    await kill(launcher);
    await vi.waitUntil(() => processesOfHome().length === 0, patience);
  });

  it('is not blocked by a lock whose number went to another process', async () => {
    const first = await createSupervisor({ home });
    await first.stopAll();
    writeFileSync(join(home, 'run', 'launcher.lock'), JSON.stringify({ pid: process.ppid, startTime: 'another boot' }));
    const second = await createSupervisor({ home });
    await second.stopAll();
    expect(identify(process.ppid)).not.toBeNull();
  });
});

describe('a supervisor', () => {
  it('stops children in reverse order, with the signal they asked for', async () => {
    const supervisor = await createSupervisor({ home });
    const order: string[] = [];
    for (const name of ['first', 'second']) {
      const script = `trap 'echo interrupted; exit 7' INT; echo ready; while :; do sleep 0.05; done`;
      const child = await supervisor.start({ name, command: 'sh', args: ['-c', script], stopSignal: 'SIGINT' });
      void child.exited.then(({ code }) => order.push(`${name} ${code}`));
      await vi.waitUntil(() => readFileSync(logFile(home, name), 'utf8').includes('ready'), patience);
    }
    await supervisor.stopAll();
    expect(order).toEqual(['second 7', 'first 7']);
    expect(readFileSync(logFile(home, 'first'), 'utf8')).toContain('interrupted');
  });

  it('starts a child again that ends by itself', async () => {
    const supervisor = await createSupervisor({ home });
    const child = await supervisor.start({ name: 'worker', command: 'sleep', args: ['600'], restart: true });
    const before = child.pid;
    signal(before, 'SIGKILL');
    await vi.waitUntil(() => child.pid !== before && identify(child.pid) !== null, patience);
    await supervisor.stopAll();
    expect(identify(child.pid)).toBeNull();
  });

  it('says by name which command is not there', async () => {
    const supervisor = await createSupervisor({ home });
    const start = supervisor.start({ name: 'broken', command: '/no/such/program', args: [] });
    await expect(start).rejects.toThrow('broken cannot be started: /no/such/program');
    await supervisor.stopAll();
  });

  it('hands over environment, folder and arguments as they are', async () => {
    const supervisor = await createSupervisor({ home });
    const args = ['-c', 'printf "%s|%s|%s" "$PWD" "$WORD" "$1"', 'sh', `it's "quoted" $HOME`];
    const child = await supervisor.start({ name: 'echo', command: 'sh', args, cwd: home, env: { WORD: 'a b' } });
    await child.exited;
    expect(readFileSync(logFile(home, 'echo'), 'utf8')).toBe(`${home}|a b|it's "quoted" $HOME`);
    await supervisor.stopAll();
  });
});
