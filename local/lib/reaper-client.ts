import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { openLog } from './logs.ts';
import type { CleanupRule, RegisteredProcess, reaperMessage } from './registry.ts';

type Message = z.infer<typeof reaperMessage>;
type Body = Message extends infer M ? (M extends Message ? Omit<M, 'id'> : never) : never;

export interface Reaper {
  /** Resolves once the process is written down; only then may it run. */
  register(process: RegisteredProcess): Promise<void>;
  unregister(pid: number): Promise<void>;
  addRule(rule: CleanupRule): Promise<void>;
  /** Ends the reaper without stopping anything. */
  goodbye(): Promise<void>;
}

const script = fileURLToPath(new URL('./reaper.ts', import.meta.url));

/**
 * Starts the reaper of a home and keeps it: one that ends is replaced and told everything again.
 * @param home data folder, absolute
 */
export async function startReaper(home: string): Promise<Reaper> {
  const processes = new Map<number, RegisteredProcess>();
  const rules: CleanupRule[] = [];
  let closing = false;
  let line = await connect(home, replace);

  function replace(): void {
    if (closing) return;
    void connect(home, replace).then(async (fresh) => {
      line = fresh;
      for (const rule of rules) await line.send({ type: 'rule', rule });
      for (const process of processes.values()) await line.send({ type: 'register', process });
    });
  }

  return {
    async register(process) {
      processes.set(process.pid, process);
      await line.send({ type: 'register', process });
    },
    async unregister(pid) {
      if (processes.delete(pid)) await line.send({ type: 'unregister', pid });
    },
    async addRule(rule) {
      rules.push(rule);
      await line.send({ type: 'rule', rule });
    },
    async goodbye() {
      closing = true;
      await line.send({ type: 'goodbye' });
      await line.close();
    },
  };
}

interface Line {
  send(body: Body): Promise<void>;
  close(): Promise<void>;
}

async function connect(home: string, onEnd: () => void): Promise<Line> {
  const log = openLog(home, 'reaper');
  const reaper: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, home], {
    detached: true,
    stdio: ['pipe', 'pipe', log],
  });
  closeSync(log);
  await once(reaper, 'spawn');
  const { stdin, stdout } = reaper;
  if (!stdin || !stdout) throw new Error('the reaper has no pipes');
  const waiting = new Map<number, () => void>();
  let lastId = 0;
  const exited = once(reaper, 'exit').then(() => {
    // Whoever waits is served by the replacement, which is told everything again.
    for (const done of waiting.values()) done();
    onEnd();
  });
  // A write to a reaper that just ended: `exit` follows and replaces it.
  stdin.on('error', () => undefined);
  createInterface({ input: stdout }).on('line', (text) => waiting.get(Number(text))?.());
  return {
    async send(body) {
      const id = ++lastId;
      const written = new Promise<void>((resolve) => waiting.set(id, resolve));
      stdin.write(`${JSON.stringify({ ...body, id })}\n`);
      await written;
      waiting.delete(id);
    },
    async close() {
      stdin.end();
      await exited;
    },
  };
}
