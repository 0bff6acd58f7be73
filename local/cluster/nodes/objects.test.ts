import { expect, it } from 'vitest';
import { nodeObject, nodeStatus } from './objects.ts';
import { pools, type SimulatedNode } from './table.ts';

const pool = pools.find(({ model }) => model === 'A100-80');
if (pool === undefined) throw new Error('there is no such pool');
const node: SimulatedNode = { name: 'gpu-1', pool, gpus: 4, capacityType: 'reserved', zone: 'local-1a' };

it('labels a node with what people choose and pay by', () => {
  expect(nodeObject(node).metadata.labels).toMatchObject({
    'mlplatform.dev/gpu-model': 'A100-80',
    'mlplatform.dev/capacity-type': 'reserved',
    'node.kubernetes.io/lifecycle': 'on-demand',
    'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB',
    'topology.kubernetes.io/zone': 'local-1a',
  });
});

it('gives half a machine half of everything, and keeps some for the system', () => {
  expect(nodeStatus(node, 10250).status).toMatchObject({
    capacity: { cpu: '48', memory: '576Gi', 'nvidia.com/gpu': '4' },
    allocatable: { cpu: '47', memory: '568Gi', 'nvidia.com/gpu': '4' },
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
  });
});
