import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';

/** Name of the real node in Kubernetes. */
export const realNodeName = 'real-node';

/** Label and taint of the real node, with {@link realNodePool} as value: only jobs that ask for the pool run there. */
export const poolKey = 'mlplatform.dev/pool';
export const realNodePool = 'real-node';

/** Where the real node of one data folder keeps what. All paths are absolute. */
export interface NodeLayout {
  dir: string;
  config: string;
  cniConfig: string;
  /** Images and containers. */
  containerd: string;
  kubelet: string;
  logs: string;
  cniCache: string;
  /** Addresses given to pods; worth nothing once their network is gone. */
  addresses: string;
  /** Sockets and what lives only as long as the processes. Short, as socket paths end at 107 bytes. */
  run: string;
  socket: string;
  /** Name of the network bridge and of the folder in the cgroup trees. */
  bridge: string;
  cgroup: string;
}

/** @param home the launcher's data folder; it has to be there */
export function nodeLayout(home: string): NodeLayout {
  const real = realpathSync(home);
  const id = createHash('sha256').update(real).digest('hex').slice(0, 8);
  const dir = path.join(real, 'node');
  const run = `/run/mlplatform-${id}`;
  return {
    dir,
    config: path.join(dir, 'config'),
    cniConfig: path.join(dir, 'config', 'cni'),
    containerd: path.join(dir, 'containerd'),
    kubelet: path.join(dir, 'kubelet'),
    logs: path.join(dir, 'log'),
    cniCache: path.join(dir, 'cni'),
    addresses: path.join(dir, 'addresses'),
    run,
    socket: path.join(run, 'containerd.sock'),
    // An interface's name has at most 15 bytes.
    bridge: `mlp-${id}`,
    cgroup: `mlplatform-${id}`,
  };
}
