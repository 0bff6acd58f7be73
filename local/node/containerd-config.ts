import { pauseImage } from './image/build.ts';
import type { NodeLayout } from './layout.ts';
import type { Subnet } from './network.ts';

/** containerd's configuration: everything of its own, nothing shared with a containerd of the system. */
export function containerdConfig(layout: NodeLayout, cniPlugins: string): string {
  const text = (value: string) => JSON.stringify(value);
  return `version = 2
root = ${text(layout.containerd)}
state = ${text(`${layout.run}/state`)}
disabled_plugins = [
  "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs",
  "io.containerd.internal.v1.tracing", "io.containerd.tracing.processor.v1.otlp",
]

[grpc]
address = ${text(layout.socket)}

[plugins."io.containerd.internal.v1.opt"]
path = ${text(`${layout.dir}/opt`)}

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = ${text(pauseImage)}
# Without CAP_SYS_RESOURCE, as inside many containers, runc cannot lower a score below its own.
restrict_oom_score_adj = true
netns_mounts_under_state_dir = true
stream_server_address = "127.0.0.1"
stream_server_port = "0"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
SystemdCgroup = false

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = ${text(cniPlugins)}
conf_dir = ${text(layout.cniConfig)}
`;
}

/** How pods are connected: to a bridge of this machine, and to nothing beyond it. */
export function cniConfig(layout: NodeLayout, subnet: Subnet): string {
  const bridge = {
    type: 'bridge',
    bridge: layout.bridge,
    // The bridge has its address already; `isGateway` would switch on forwarding for the whole machine.
    isGateway: false,
    ipMasq: false,
    ipam: {
      type: 'host-local',
      dataDir: layout.addresses,
      ranges: [[{ subnet: subnet.cidr, gateway: subnet.gateway }]],
      routes: [{ dst: '0.0.0.0/0', gw: subnet.gateway }],
    },
  };
  return JSON.stringify({ cniVersion: '0.4.0', name: 'mlplatform', plugins: [bridge] }, null, 2);
}
