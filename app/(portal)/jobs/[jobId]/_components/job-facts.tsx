import { formatDuration, formatGpus, plural } from '#components/format.ts';
import type { KeyValue } from '#components/ui/key-values.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { Job } from '../../../_data/types.ts';

const perWorker = (job: Job, what: string) => (job.spec.workers === 1 ? what : `${what} a worker`);

/** What the job has in the cluster. */
export function resourceFacts(job: Job): KeyValue[] {
  const { spec } = job;
  return [
    {
      key: 'GPUs',
      value: formatGpus(job.gpus, job.gpuModel),
      note: spec.workers === 1 ? undefined : `${plural(spec.workers, 'worker')} with ${spec.gpusPerWorker} each`,
    },
    { key: 'CPU', value: perWorker(job, spec.cpuPerWorker) },
    { key: 'Memory', value: perWorker(job, spec.memoryPerWorker) },
    {
      key: 'Shared memory',
      value: spec.sharedMemory ?? '64Mi',
      note: spec.sharedMemory === null ? "the runtime's default" : undefined,
    },
    { key: 'Capacity', value: spec.capacityType ?? 'any' },
    ...(spec.pool === null ? [] : [{ key: 'Node pool', value: spec.pool }]),
  ];
}

/** What the person asked for beside the parameters. */
export function requestFacts(job: Job): KeyValue[] {
  const { spec } = job;
  return [
    {
      key: 'Template',
      value: (
        <TextLink href={`/templates/${job.templateSlug}?version=${job.templateVersion}`}>
          {job.templateSlug} v{job.templateVersion}
        </TextLink>
      ),
    },
    { key: 'Owner', value: job.owner.name, note: job.owner.email },
    { key: 'Priority', value: job.priorityClass },
    { key: 'At most', value: formatDuration(job.maxRuntimeSeconds), note: 'then the cluster ends it' },
    {
      key: 'Checkpoints',
      value: spec.checkpoint === null ? 'none' : `every ${spec.checkpoint.intervalMinutes} min`,
      note: spec.checkpoint?.path,
    },
    { key: 'MLflow', value: spec.mlflow ? 'on' : 'off' },
  ];
}
