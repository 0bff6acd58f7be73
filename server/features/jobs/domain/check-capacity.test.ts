import { expect, test } from 'vitest';
import { checkCapacity, type Limits } from './check-capacity.ts';
import { type JobSpec, jobSpecSchema } from './spec.ts';

const spec: JobSpec = jobSpecSchema.parse({
  framework: 'pytorch',
  strategy: 'ddp',
  image: 'a:1',
  command: ['x'],
  workers: 4,
  gpusPerWorker: 8,
  cpuPerWorker: '1',
  memoryPerWorker: '1Gi',
  sharedMemory: null,
  gpuModel: 'A100-40',
  capacityType: null,
  pool: null,
  priorityClass: 'research',
  maxRuntimeSeconds: 60,
  ttlSecondsAfterFinished: 0,
  checkpoint: null,
  mlflow: false,
});
const limits: Limits = {
  team: { slug: 'nlp', maxGpus: 200 },
  nodes: [
    { gpuModel: 'A100-40', capacityType: 'reserved', gpus: 8 },
    { gpuModel: 'A100-40', capacityType: 'spot', gpus: 4 },
    { gpuModel: null, capacityType: null, gpus: 0 },
  ],
  pricedModels: ['H100'],
};
const parameters = { total: 'num_gpus', perWorker: 'gpus_per_worker' };

test.each<[string, Partial<JobSpec>, Partial<Limits>, object]>([
  ['fits', {}, {}, {}],
  ['exactly max', { workers: 25 }, {}, {}],
  ['quota', { workers: 26 }, {}, { 'parameters.num_gpus': 'asks 208 GPUs, nlp may hold 200 at most' }],
  [
    'no quota at all',
    {},
    { team: { slug: 'x', maxGpus: 0 } },
    { 'parameters.num_gpus': 'asks 32 GPUs, x may hold 0 at most' },
  ],
  ['unknown model', { gpuModel: 'TPU' }, {}, { gpuModel: 'there is no GPU model "TPU"; there are A100-40, H100' }],
  ['known by its price', { gpuModel: 'H100' }, {}, {}],
  ['no such nodes', { capacityType: 'on-demand' }, {}, { capacityType: 'the cluster has no on-demand A100-40 nodes' }],
  [
    'too many for one node',
    { gpusPerWorker: 16, workers: 1 },
    {},
    { 'parameters.gpus_per_worker': 'asks 16 GPUs on one node, the largest A100-40 node has 8' },
  ],
  [
    'too many for a spot node',
    { capacityType: 'spot' },
    {},
    { 'parameters.gpus_per_worker': 'asks 8 GPUs on one node, the largest spot A100-40 node has 4' },
  ],
  ['the cluster has not been seen', { gpuModel: 'H100', capacityType: 'spot', gpusPerWorker: 16 }, { nodes: [] }, {}],
  ['without GPUs nothing counts', { gpusPerWorker: 0, gpuModel: null }, { team: { slug: 'x', maxGpus: 0 } }, {}],
])('%s', (_, changed, others, expected) => {
  expect(checkCapacity({ ...spec, ...changed }, { ...limits, ...others }, parameters)).toEqual(expected);
});

test('where no parameter sets the GPUs, the problem is with all of them', () => {
  expect(checkCapacity({ ...spec, workers: 100 }, limits, { total: null, perWorker: null })).toEqual({
    parameters: 'asks 800 GPUs, nlp may hold 200 at most',
  });
});
