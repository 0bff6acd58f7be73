import { type NodeLayout, poolKey, realNodeName, realNodePool } from './layout.ts';
import type { Subnet } from './network.ts';

/** Where the private space shows `layout.kubelet`; a short path, as there are sockets in it. */
export const kubeletRoot = '/var/lib/kubelet';

const mebibyte = 1024 * 1024;

export interface KubeletFiles {
  kubeconfig: string;
  certificate: string;
  privateKey: string;
  /** Certificate authority of the cluster. */
  authority: string;
}

export interface Machine {
  cpus: number;
  memoryBytes: number;
}

/** The KubeletConfiguration, to be written as JSON. */
export function kubeletConfig(
  layout: NodeLayout,
  subnet: Subnet,
  files: KubeletFiles,
  machine: Machine,
): Record<string, unknown> {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: subnet.gateway,
    port: 10250,
    healthzPort: 0,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: files.authority },
    },
    authorization: { mode: 'Webhook' },
    tlsCertFile: files.certificate,
    tlsPrivateKeyFile: files.privateKey,
    containerRuntimeEndpoint: `unix://${layout.socket}`,
    registerWithTaints: [{ key: poolKey, value: realNodePool, effect: 'NoSchedule' }],
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${layout.cgroup}`,
    failCgroupV1: false,
    failSwapOn: false,
    // The machine is somebody's own: neither its kernel settings nor its firewall are touched.
    protectKernelDefaults: true,
    makeIPTablesUtilChains: false,
    maxPods: 30,
    systemReserved: reserved(machine),
    evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
    // Images cannot be pulled again: they are never collected.
    imageGCHighThresholdPercent: 100,
    nodeStatusUpdateFrequency: '5s',
  };
}

/** Half of the machine's memory and cores stay with the portal and whatever else runs. */
function reserved({ cpus, memoryBytes }: Machine): { cpu: string; memory: string } {
  return { cpu: `${cpus * 500}m`, memory: `${Math.floor(memoryBytes / 2 / mebibyte)}Mi` };
}

/** The kubelet's command line. */
export function kubeletArgs(subnet: Subnet, configFile: string, files: KubeletFiles): string[] {
  return [
    `--config=${configFile}`,
    `--kubeconfig=${files.kubeconfig}`,
    `--root-dir=${kubeletRoot}`,
    `--cert-dir=${kubeletRoot}/pki`,
    `--hostname-override=${realNodeName}`,
    `--node-ip=${subnet.gateway}`,
    `--node-labels=${poolKey}=${realNodePool}`,
    '--v=1',
  ];
}
