import type { KubeObject } from '../api/objects.ts';
import type { SimulatedNode } from './table.ts';

/** Marks the nodes this start made; the ones with it that are no longer in the table are removed. */
export const simulatedLabel = 'mlplatform.dev/simulated';
const wholeNodeGpus = 8;
/** As kubelets set it. */
const maxPods = 110;
/** What a machine's own services keep. */
const systemCpus = 1;
const systemMemoryGib = 8;

/** The node's labels, and the annotation by which KWOK knows it as its own. */
export function nodeObject(node: SimulatedNode): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
      labels: {
        [simulatedLabel]: 'true',
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node.kubernetes.io/instance-type': node.pool.instanceType,
        // The label has two values in the field; a reservation is a price, not a life cycle.
        'node.kubernetes.io/lifecycle': node.capacityType === 'spot' ? 'spot' : 'on-demand',
        'topology.kubernetes.io/region': 'local-1',
        'topology.kubernetes.io/zone': node.zone,
        'mlplatform.dev/gpu-model': node.pool.model,
        'mlplatform.dev/capacity-type': node.capacityType,
        'nvidia.com/gpu.product': node.pool.product,
        'nvidia.com/gpu.memory': String(node.pool.gpuMemoryMib),
        'nvidia.com/gpu.count': String(node.gpus),
      },
    },
  };
}

/**
 * What the machine has, and where its kubelet is reached: KWOK, for all of them.
 * @param kubeletPort port of KWOK's server
 */
export function nodeStatus(node: SimulatedNode, kubeletPort: number): KubeObject {
  const part = node.gpus / wholeNodeGpus;
  const cpus = node.pool.cpus * part;
  const memoryGib = node.pool.memoryGib * part;
  const same = {
    'ephemeral-storage': `${node.pool.diskGib * part}Gi`,
    pods: String(maxPods),
    'nvidia.com/gpu': String(node.gpus),
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: node.name },
    status: {
      capacity: { cpu: String(cpus), memory: `${memoryGib}Gi`, ...same },
      allocatable: {
        cpu: String(cpus - systemCpus),
        memory: `${memoryGib - systemMemoryGib}Gi`,
        ...same,
      },
      addresses: [
        { type: 'InternalIP', address: '127.0.0.1' },
        { type: 'Hostname', address: node.name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort } },
    },
  };
}
