import type { PodGroup, VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import type { ClusterFacts, JobFacts } from './derive-state.ts';
import type { PodFacts } from './pod-facts.ts';

/** Example facts for tests of the state of a job. */
export const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second));
const stamp = (second: number) => at(second).toISOString();

export const facts: JobFacts = {
  state: 'queued',
  reason: { code: 'Accepted', text: 'Accepted.' },
  attempt: 1,
  exitCode: null,
  kubernetesUid: 'uid-1',
  submittedAt: at(0),
  maxRuntimeSeconds: 7_200,
  desiredState: 'running',
  stopRequestedBy: null,
  teamSlug: 'nlp',
  gpus: 8,
  gpusPerWorker: 8,
  workers: 1,
  gpuModel: 'A100-40',
  capacityType: null,
  pool: null,
  createdInClusterAt: null,
  admittedAt: null,
  scheduledAt: null,
  runningAt: null,
  finishedAt: null,
};

export function volcanoJob(phase: string, status: Partial<NonNullable<VolcanoJob['status']>> = {}): VolcanoJob {
  return {
    apiVersion: 'batch.volcano.sh/v1alpha1',
    kind: 'Job',
    metadata: { name: 'j', uid: 'uid-1', creationTimestamp: stamp(1) },
    spec: {
      queue: 'nlp',
      minAvailable: 1,
      tasks: [{ name: 'worker', replicas: 1, template: { spec: { containers: [] } } }],
    },
    status: { state: { phase, lastTransitionTime: stamp(50) }, ...status },
  };
}

export const group = (phase: string, message?: string): PodGroup => ({
  metadata: { name: 'j-uid-1' },
  spec: {},
  status: {
    phase,
    conditions: message === undefined ? [] : [{ type: 'Unschedulable', status: 'True', message }],
  },
});

export const pod = (change: Partial<PodFacts> = {}): PodFacts => ({
  uid: 'pod-1',
  name: 'j-worker-0',
  namespace: 'team-nlp',
  task: 'worker',
  index: 0,
  attempt: 1,
  phase: 'pending',
  reason: null,
  message: null,
  exitCode: null,
  node: null,
  gpus: 8,
  image: 'team/train:1',
  memoryLimit: '400Gi',
  createdAt: at(2),
  scheduledAt: null,
  startedAt: null,
  finishedAt: null,
  deletionRequestedAt: null,
  ...change,
});

export const none: ClusterFacts = {
  now: at(55),
  job: null,
  gone: null,
  podGroup: null,
  pods: [],
  queue: null,
  nodes: [],
};
export const node = (free: number, change = {}) => ({
  gpuModel: 'A100-40',
  capacityType: 'reserved' as const,
  pool: null,
  usable: true,
  gpus: 8,
  free,
  ...change,
});
