import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { waitUntil } from '../cluster/api/wait.ts';
import { listProcesses } from '../lib/processes.ts';
import type { Child, ChildSpec, Supervisor } from '../lib/supervisor.ts';
import { kubeletRoot } from './kubelet-config.ts';
import type { NodeLayout } from './layout.ts';

const readyTimeoutMs = 10_000;

/**
 * What the kubelet would set for the whole machine (`panic_on_oops` for one). It is shown that all
 * is as it wants; on another it ends with an error, for it has `protectKernelDefaults`.
 */
const wantedKernelSettings = [
  'vm.overcommit_memory 1',
  'vm.panic_on_oom 0',
  'kernel.panic 10',
  'kernel.panic_on_oops 1',
  'kernel.keys.root_maxkeys 1000000',
  'kernel.keys.root_maxbytes 25000000',
];

/**
 * Runs as process 1 of a process and mount space of its own. When it is killed the kernel ends
 * every process in there, whatever its parent, and with the last one all mounts are gone.
 * Arguments: ready file, then pairs of source and target folders to show in place of the machine's.
 */
const script = `set -e
ready=$1; shift
mount --make-rshared /
shown=$(dirname "$ready")/kernel-settings
mkdir -p "$shown"
show() { echo "$2" > "$shown/$1"; mount --bind "$shown/$1" "/proc/sys/$(echo "$1" | tr . /)"; }
${wantedKernelSettings.map((setting) => `show ${setting}`).join('\n')}
while [ $# -gt 0 ]; do mkdir -p "$2"; mount --bind "$1" "$2"; shift 2; done
: > "$ready"
# A shell that waits also takes the exit codes of orphans.
while :; do sleep 3600; done`;

/** Folders of the machine that containerd, its shims, CNI and the kubelet write to by a fixed name. */
const replacedFolders = ['/run/containerd', '/var/lib/cni', kubeletRoot, '/var/log'] as const;

export interface PrivateSpace {
  child: Child;
  /** Turns a command into one that runs inside. */
  inside(spec: ChildSpec): ChildSpec;
}

/** Opens the space. Rejects when the kernel does not allow it, or the signal's reason. */
export async function openPrivateSpace(
  layout: NodeLayout,
  supervisor: Pick<Supervisor, 'start'>,
  signal?: AbortSignal,
): Promise<PrivateSpace> {
  const ready = path.join(layout.run, 'ready');
  const shims = path.join(layout.run, 'shims');
  const sources = [shims, layout.cniCache, layout.kubelet, layout.logs];
  for (const source of sources) await mkdir(source, { recursive: true, mode: 0o700 });
  const pairs = replacedFolders.flatMap((target, index) => [sources[index] ?? shims, target]);
  const child = await supervisor.start({
    name: 'node-space',
    command: 'unshare',
    args: [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
      'sh',
      '-c',
      script,
      'node-space',
      ready,
      ...pairs,
    ],
    // Process 1 has no handlers and so hears no other signal.
    stopSignal: 'SIGKILL',
  });
  let state = 'mounts are not made';
  void child.exited.then(() => {
    state = 'it ended; logs/node-space.log says why';
  });
  const isReady = async () => (existsSync(ready) ? null : state);
  await waitUntil('the private space of the real node is not ready', isReady, { timeoutMs: readyTimeoutMs, signal });
  const init = listProcesses().find((entry) => entry.ppid === child.pid);
  if (init === undefined) throw new Error('the private space of the real node ended');
  return { child, inside: (spec) => entering(init.pid, spec) };
}

function entering(init: number, spec: ChildSpec): ChildSpec {
  const args = ['--target', String(init), '--mount', '--pid', '--', spec.command, ...spec.args];
  return { ...spec, command: 'nsenter', args };
}
