import type { NodeLayout } from './layout.ts';

/**
 * What a killed run leaves and the kernel does not take back by itself: the bridge, empty cgroups
 * (all trees of cgroup v1, or the one of v2) and sockets. Arguments: bridge, cgroup, run folder.
 * Empty folders that served as mount points stay: removing one unmounts it for another home too.
 */
const script = `bridge=$1 cgroup=$2 run=$3
if ip link show "$bridge" >/dev/null 2>&1; then ip link delete "$bridge"; fi
for folder in "/sys/fs/cgroup/$cgroup" /sys/fs/cgroup/*/"$cgroup"; do
  if [ -d "$folder" ]; then find "$folder" -depth -type d -exec rmdir {} \\;; fi
done
rm -rf "$run"`;

/** The command that removes a dead node's leftovers; harmless when there are none. */
export function removeLeftovers(layout: NodeLayout): { command: string; args: string[] } {
  const { bridge, cgroup, run } = layout;
  return { command: 'sh', args: ['-c', script, 'node-leftovers', bridge, cgroup, run] };
}
