import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { waitUntil } from '../cluster/api/wait.ts';
import type { BuiltImage } from './image/build.ts';
import type { NodeLayout } from './layout.ts';

const run = promisify(execFile);
const startTimeoutMs = 30_000;
const pollMs = 100;

/** Commands to one containerd, in the namespace of Kubernetes. */
export interface ContainerdClient {
  ready(signal?: AbortSignal): Promise<void>;
  /** Imports the images it does not have; returns how many. */
  importImages(images: readonly BuiltImage[]): Promise<number>;
  /** Sends SIGTERM to every container, and waits until all have ended or the time is over. */
  terminateAll(timeoutMs: number): Promise<void>;
}

export function containerdClient(layout: NodeLayout): ContainerdClient {
  const ctr = async (...args: string[]) => {
    const { stdout } = await run('ctr', ['--address', layout.socket, '--namespace', 'k8s.io', ...args]);
    return stdout;
  };
  const running = async () => runningTasks(await ctr('tasks', 'list'));
  return {
    ready(signal) {
      const answers = async () => {
        await ctr('version');
        return null;
      };
      return waitUntil('containerd does not answer', answers, { timeoutMs: startTimeoutMs, signal });
    },
    async importImages(images) {
      const present = imageDigests(await ctr('images', 'list'));
      const missing = images.filter(({ name, digest }) => present.get(name) !== digest);
      for (const { file } of missing) await ctr('images', 'import', file);
      return missing.length;
    },
    async terminateAll(timeoutMs) {
      const until = Date.now() + timeoutMs;
      // One may end between the list and the signal: that is what was wanted.
      await Promise.allSettled((await running()).map((id) => ctr('tasks', 'kill', '--signal', 'SIGTERM', id)));
      while (Date.now() < until && (await running()).length > 0) await delay(pollMs);
    },
  };
}

/** Names and digests in the output of `ctr images list`. */
export function imageDigests(output: string): Map<string, string> {
  return new Map(
    output.split('\n').flatMap((line): [string, string][] => {
      const [name, , digest] = line.trim().split(/\s+/);
      return name !== undefined && digest?.startsWith('sha256:') ? [[name, digest]] : [];
    }),
  );
}

/** Ids in the output of `ctr tasks list` whose process runs. */
export function runningTasks(output: string): string[] {
  return output.split('\n').flatMap((line) => {
    const [id, , state] = line.trim().split(/\s+/);
    return id !== undefined && state === 'RUNNING' ? [id] : [];
  });
}
