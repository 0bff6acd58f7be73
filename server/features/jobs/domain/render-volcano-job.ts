import { JOB_ID_LABEL, MANAGED_LABEL } from '#server/adapters/kubernetes/metadata.ts';
import type { VolcanoJob, VolcanoTask } from '#server/adapters/kubernetes/types.ts';
import { distributeDdp } from './distribute-ddp.ts';
import { distributeDeepspeed } from './distribute-deepspeed.ts';
import { distributeJax } from './distribute-jax.ts';
import { distributeMpi } from './distribute-mpi.ts';
import { distributeNone } from './distribute-none.ts';
import { distributeTensorflow } from './distribute-tensorflow.ts';
import type { Distributed, Distribution, Env } from './distribution.ts';
import { ownerHash } from './owner-hash.ts';
import { renderPod } from './render-pod.ts';
import type { JobSpec } from './spec.ts';

export interface RenderInput {
  /** The portal's id of the job. */
  jobId: string;
  /** DNS label; the Volcano Job's name. */
  name: string;
  namespace: string;
  queue: string;
  teamSlug: string;
  ownerEmail: string;
  /** Left out where it is not known: only a label to select by. */
  templateSlug?: string;
  spec: JobSpec;
}

/**
 * Restarts count evictions only (a failed pod ends the job), and a borrowed GPU may be asked back any
 * number of times; the limit is there so that a job that is evicted for ever comes to an end.
 */
const MAX_RESTARTS = 100;

const distributions: Record<JobSpec['strategy'], (job: Distributed) => Distribution> = {
  none: distributeNone,
  ddp: distributeDdp,
  mpi: distributeMpi,
  deepspeed: distributeDeepspeed,
  'tf-multiworker': distributeTensorflow,
  'jax-distributed': distributeJax,
};

/** The Volcano Job of a job: the same input always gives the same object, field by field from the typed spec. */
export function renderVolcanoJob(input: RenderInput): VolcanoJob {
  const { name, namespace, queue, spec } = input;
  const { plugins, worker, launcher } = distributions[spec.strategy]({ name, spec });
  const env = platformEnv(input);
  const metadata = podMetadata(input);
  const tasks: VolcanoTask[] = [
    { name: 'worker', replicas: spec.workers, template: { metadata, spec: renderPod(spec, worker, 'worker', env) } },
  ];
  if (launcher) {
    tasks.unshift({
      name: 'launcher',
      replicas: 1,
      policies: [{ event: 'TaskCompleted', action: 'CompleteJob' }],
      template: { metadata, spec: renderPod(spec, launcher, 'launcher', env) },
    });
  }
  return {
    apiVersion: 'batch.volcano.sh/v1alpha1',
    kind: 'Job',
    metadata: { name, namespace, ...metadata },
    spec: {
      schedulerName: 'volcano',
      queue,
      priorityClassName: spec.priorityClass,
      // A gang: all pods or none.
      minAvailable: tasks.reduce((sum, task) => sum + task.replicas, 0),
      maxRetry: MAX_RESTARTS,
      ttlSecondsAfterFinished: spec.ttlSecondsAfterFinished,
      plugins,
      policies: [
        { event: 'PodEvicted', action: 'RestartJob' },
        // Not AbortJob: an aborted Job may be resumed, so Volcano never removes it after its TTL, and it
        // could not be told from one that a person stopped.
        { event: 'PodFailed', action: 'TerminateJob' },
      ],
      tasks,
    },
  };
}

function podMetadata({ jobId, teamSlug, ownerEmail, templateSlug, spec }: RenderInput) {
  return {
    labels: {
      [MANAGED_LABEL]: 'true',
      [JOB_ID_LABEL]: jobId,
      'mlplatform.dev/team': teamSlug,
      'mlplatform.dev/owner-hash': ownerHash(ownerEmail),
      ...(templateSlug === undefined ? {} : { 'mlplatform.dev/template': templateSlug }),
    },
    annotations: {
      'mlplatform.dev/owner': ownerEmail,
      // Always said: without it Volcano takes every pod for preemptable.
      'volcano.sh/preemptable': String(spec.priorityClass !== 'production'),
    },
  };
}

function platformEnv({ jobId, name, teamSlug, spec }: RenderInput): Env {
  return {
    MLPLATFORM_JOB_ID: jobId,
    MLPLATFORM_JOB_NAME: name,
    MLPLATFORM_TEAM: teamSlug,
    ...(spec.mlflow ? { MLFLOW_EXPERIMENT_NAME: teamSlug, MLFLOW_RUN_NAME: name } : {}),
    ...(spec.checkpoint
      ? {
          // A folder of the job's own on the team's volume.
          CHECKPOINT_DIR: `${spec.checkpoint.path}/${name}`,
          CHECKPOINT_INTERVAL_MINUTES: String(spec.checkpoint.intervalMinutes),
        }
      : {}),
  };
}
