import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { none, type Tally } from './tally.ts';

/** Compiling the control plane on two cold cores takes up to a quarter of an hour, beside other work more. */
const READY_MS = 35 * 60_000;

export interface Portal {
  home: string;
  adminKubeconfig: string;
  /** Ends it as Ctrl-C does. @returns one failure when it does not end well */
  stop(): Promise<Tally>;
}

const endpointsSchema = z.object({ portal: z.url(), kubeconfig: z.string() });
const readySchema = z.object({ components: z.record(z.string(), z.object({ state: z.string(), detail: z.string() })) });

/**
 * Starts what `npm start` starts, in a data folder of its own and on free ports, and waits until its
 * cluster, demo people and (where there can be one) real node are there.
 * @throws when a part fails or it takes longer than the cluster's longest build
 */
export async function startPortal(): Promise<Portal> {
  const home = mkdtempSync(join(tmpdir(), 'mlplatform-home-'));
  const launcher = spawn(process.execPath, ['local/launch.ts'], {
    env: { ...process.env, MLPLATFORM_HOME: home },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  try {
    const endpoints = await until(launcher, async () => {
      const file = join(home, 'endpoints.json');
      if (!existsSync(file)) return null;
      const endpoints = endpointsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      // The file grows as parts come up.
      if (!endpoints.success) return null;
      const { portal, kubeconfig } = endpoints.data;
      const response = await fetch(new URL('/api/ready', portal)).catch(() => null);
      if (!response?.ok) return null;
      const { components } = readySchema.parse(await response.json());
      const failed = Object.entries(components).find(([, { state }]) => state === 'failed');
      if (failed) throw new Error(`${failed[0]} failed: ${failed[1].detail}`);
      const steps = Object.entries(components).filter(([name]) => /^(launcher|cluster|node)\b/.test(name));
      const pending = steps.some(([, { state }]) => state === 'waiting' || state === 'running');
      return pending || components['kubernetes-from-web']?.state !== 'connected' ? null : { kubeconfig };
    });
    return { home, adminKubeconfig: endpoints.kubeconfig, stop: () => stop(launcher, home) };
  } catch (error) {
    await stop(launcher, home);
    throw error;
  }
}

async function until<T>(launcher: ChildProcess, look: () => Promise<T | null>): Promise<T> {
  for (const end = Date.now() + READY_MS; Date.now() < end; await delay(500)) {
    if (launcher.exitCode !== null) throw new Error(`the launcher ended with code ${launcher.exitCode}`);
    const found = await look();
    if (found !== null) return found;
  }
  throw new Error(`the portal was not ready after ${READY_MS / 60_000} minutes`);
}

async function stop(launcher: ChildProcess, home: string): Promise<Tally> {
  if (launcher.exitCode === null) {
    launcher.kill('SIGINT');
    await once(launcher, 'exit');
  }
  rmSync(home, { recursive: true, force: true });
  return launcher.exitCode === 0 || launcher.exitCode === 130 ? none : { ...none, failed: 1 };
}
