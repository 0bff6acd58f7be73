import { z } from 'zod';
import { capacityTypes, priorityClasses } from '#db/schema/index.ts';

export const frameworks = ['pytorch', 'tensorflow', 'jax', 'horovod', 'deepspeed', 'python'] as const;
/** How the processes of a job find each other. */
export const strategies = ['none', 'ddp', 'mpi', 'deepspeed', 'tf-multiworker', 'jax-distributed'] as const;

const quantity = z.string().regex(/^\d+(\.\d+)?(m|Ki|Mi|Gi|Ti)?$/, 'a Kubernetes quantity such as 400Gi, 512Mi or 8');

/** DNS-1123 label that leaves room for the suffixes Volcano and the pods add. */
export const jobNameSchema = z
  .string()
  .min(2, 'at least 2 characters')
  .max(50, 'at most 50 characters')
  .regex(
    /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
    'lower-case letters, digits and hyphens; starts with a letter, ends with a letter or digit',
  );

/**
 * A job, resolved: what a template's expressions and a person's choices came to. The Volcano Job is
 * rendered from this alone, field by field; nothing else reaches a PodSpec.
 */
export const jobSpecSchema = z.strictObject({
  framework: z.enum(frameworks),
  strategy: z.enum(strategies),
  image: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._\-/:]*(@sha256:[a-f0-9]{64})?$/i, 'an image reference such as team/name:tag')
    .max(300),
  command: z.array(z.string().max(4_000)).min(1).max(100),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string().max(8_000)).default({}),
  /** Pods that compute; an MPI launcher comes on top where the strategy needs one. */
  workers: z.number().int().min(1).max(256),
  gpusPerWorker: z.number().int().min(0).max(16),
  cpuPerWorker: quantity,
  memoryPerWorker: quantity,
  /** Size of /dev/shm, backed by memory. Null: the runtime's default of 64 MiB. */
  sharedMemory: quantity.nullable(),
  gpuModel: z.string().max(40).nullable(),
  capacityType: z.enum(capacityTypes).nullable(),
  /** Node pool with a taint of its own (label and taint `mlplatform.dev/pool`); null: the general one. */
  pool: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable(),
  priorityClass: z.enum(priorityClasses),
  maxRuntimeSeconds: z
    .number()
    .int()
    .min(60)
    .max(14 * 86_400),
  /** How long the finished Volcano Job stays in the cluster. */
  ttlSecondsAfterFinished: z
    .number()
    .int()
    .min(0)
    .max(7 * 86_400),
  checkpoint: z
    .strictObject({ path: z.string().startsWith('/').max(200), intervalMinutes: z.number().int().min(1).max(1_440) })
    .nullable(),
  mlflow: z.boolean(),
});
export type JobSpec = z.infer<typeof jobSpecSchema>;

/** GPUs that a job holds when it runs. */
export const totalGpus = (spec: Pick<JobSpec, 'workers' | 'gpusPerWorker'>): number =>
  spec.workers * spec.gpusPerWorker;
