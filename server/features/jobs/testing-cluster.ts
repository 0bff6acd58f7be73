import { GPU_RESOURCE, JOB_ID_LABEL, MANAGED_LABEL } from '#server/adapters/kubernetes/metadata.ts';
import type { Node, Pod, VolcanoJob } from '#server/adapters/kubernetes/types.ts';

/** Objects of a cluster as tests need them; times in seconds after {@link epoch}. */
export const epoch = Date.UTC(2026, 10, 23, 12);
export const at = (second: number): Date => new Date(epoch + second * 1_000);
export const stamp = (second: number): string => `${at(second).toISOString().slice(0, 19)}Z`;

export function exampleNode(name: string, gpus = 8): Node {
  return {
    metadata: {
      name,
      labels: { 'mlplatform.dev/gpu-model': 'A100-40', 'mlplatform.dev/capacity-type': 'spot' },
    },
    status: { allocatable: { [GPU_RESOURCE]: String(gpus) }, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** What happens to a pod, in seconds; what is left out does not happen. */
export interface PodLife {
  created: number;
  bound?: number;
  started?: number;
  finished?: number;
  exitCode?: number;
  /** Its deletion is asked for, with half a minute of grace. */
  deletion?: number;
}

/** A pod as it is at a second of its life. */
export function examplePod(jobId: string, uid: string, life: PodLife, second: number, index = 0, attempt = 1): Pod {
  const has = (time: number | undefined): time is number => time !== undefined && time <= second;
  const labels = { [MANAGED_LABEL]: 'true', [JOB_ID_LABEL]: jobId, 'volcano.sh/task-spec': 'worker' };
  const annotations = { 'volcano.sh/task-index': String(index), 'volcano.sh/job-retry-count': String(attempt - 1) };
  const gpus = { [GPU_RESOURCE]: '4' };
  return {
    metadata: {
      name: `j-worker-${index}`,
      namespace: 'team-nlp',
      uid,
      labels,
      annotations,
      creationTimestamp: stamp(life.created),
      ...(has(life.deletion) ? { deletionTimestamp: stamp(life.deletion + 30), deletionGracePeriodSeconds: 30 } : {}),
    },
    spec: {
      containers: [{ name: 'main', image: 'i', resources: { limits: { ...gpus, memory: '8Gi' }, requests: gpus } }],
      ...(has(life.bound) ? { nodeName: 'n1' } : {}),
    },
    status: {
      phase: has(life.finished)
        ? (life.exitCode ?? 0) === 0
          ? 'Succeeded'
          : 'Failed'
        : has(life.started)
          ? 'Running'
          : 'Pending',
      conditions: has(life.bound)
        ? [{ type: 'PodScheduled', status: 'True', lastTransitionTime: stamp(life.bound) }]
        : [],
      containerStatuses: has(life.started) ? [{ name: 'main', state: containerState(life, has(life.finished)) }] : [],
    },
  };
}

function containerState(life: PodLife, finished: boolean) {
  const startedAt = stamp(life.started ?? 0);
  if (!finished) return { running: { startedAt } };
  return { terminated: { exitCode: life.exitCode ?? 0, startedAt, finishedAt: stamp(life.finished ?? 0) } };
}

export function exampleVolcanoJob(
  jobId: string,
  name: string,
  phase: string,
  second: number,
  uid = `uid-${jobId}`,
): VolcanoJob {
  const labels = { [MANAGED_LABEL]: 'true', [JOB_ID_LABEL]: jobId };
  return {
    apiVersion: 'batch.volcano.sh/v1alpha1',
    kind: 'Job',
    metadata: { name, namespace: 'team-nlp', uid, labels, creationTimestamp: stamp(0) },
    spec: {
      queue: 'nlp',
      minAvailable: 1,
      tasks: [{ name: 'worker', replicas: 1, template: { spec: { containers: [] } } }],
    },
    status: { state: { phase, lastTransitionTime: stamp(second) } },
  };
}
