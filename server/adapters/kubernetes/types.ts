import { z } from 'zod';
import { metadataSchema, type ownerReferenceSchema, resourceListSchema, timestamp } from './metadata.ts';
import { podSpecSchema } from './pod-spec.ts';

// Views of Kubernetes' objects: the fields the portal reads or writes, everything else is dropped on parsing.
// Phases stay plain text where Kubernetes may add new ones: an unknown word must not end a watch.

const policySchema = z.object({
  event: z.string().optional(),
  events: z.array(z.string()).optional(),
  exitCode: z.number().optional(),
  action: z.string(),
  timeout: z.string().optional(),
});

const taskSchema = z.object({
  name: z.string(),
  replicas: z.number().int(),
  minAvailable: z.number().int().optional(),
  maxRetry: z.number().int().optional(),
  policies: z.array(policySchema).optional(),
  dependsOn: z.object({ name: z.array(z.string()), iteration: z.enum(['any', 'all']).optional() }).optional(),
  template: z.object({
    metadata: z
      .object({
        labels: z.record(z.string(), z.string()).optional(),
        annotations: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
    spec: podSpecSchema,
  }),
});

/** https://github.com/volcano-sh/apis/blob/v1.14.0/pkg/apis/batch/v1alpha1/job.go */
export const volcanoJobSchema = z.object({
  apiVersion: z.literal('batch.volcano.sh/v1alpha1'),
  kind: z.literal('Job'),
  metadata: metadataSchema,
  spec: z.object({
    schedulerName: z.string().optional(),
    minAvailable: z.number().int().optional(),
    queue: z.string(),
    priorityClassName: z.string().optional(),
    maxRetry: z.number().int().optional(),
    ttlSecondsAfterFinished: z.number().int().optional(),
    minSuccess: z.number().int().optional(),
    plugins: z.record(z.string(), z.array(z.string())).optional(),
    policies: z.array(policySchema).optional(),
    volumes: z.array(z.object({ mountPath: z.string(), volumeClaimName: z.string().optional() })).optional(),
    tasks: z.array(taskSchema),
  }),
  status: z
    .object({
      state: z
        .object({
          phase: z.string().optional(),
          reason: z.string().optional(),
          message: z.string().optional(),
          lastTransitionTime: timestamp.nullish(),
        })
        .optional(),
      /** One more for every restart of the whole job. */
      version: z.number().int().optional(),
      retryCount: z.number().int().optional(),
      running: z.number().int().optional(),
      succeeded: z.number().int().optional(),
      failed: z.number().int().optional(),
      conditions: z.array(z.object({ status: z.string(), lastTransitionTime: timestamp.nullish() })).optional(),
    })
    .optional(),
});
export type VolcanoJob = z.infer<typeof volcanoJobSchema>;
export type VolcanoTask = VolcanoJob['spec']['tasks'][number];

export const podGroupSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    minMember: z.number().int().optional(),
    queue: z.string().optional(),
    minResources: resourceListSchema.optional(),
  }),
  status: z
    .object({
      phase: z.string().optional(),
      running: z.number().int().optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
            message: z.string().optional(),
            lastTransitionTime: timestamp.nullish(),
          }),
        )
        .optional(),
    })
    .optional(),
});
export type PodGroup = z.infer<typeof podGroupSchema>;

const containerStateSchema = z.object({
  waiting: z.object({ reason: z.string().optional(), message: z.string().optional() }).optional(),
  running: z.object({ startedAt: timestamp.nullish() }).optional(),
  terminated: z
    .object({
      exitCode: z.number().int(),
      signal: z.number().int().optional(),
      reason: z.string().optional(),
      message: z.string().optional(),
      startedAt: timestamp.nullish(),
      finishedAt: timestamp.nullish(),
    })
    .optional(),
});

const containerStatusSchema = z.object({
  name: z.string(),
  ready: z.boolean().optional(),
  restartCount: z.number().int().optional(),
  state: containerStateSchema.optional(),
  lastState: containerStateSchema.optional(),
});

export const podSchema = z.object({
  metadata: metadataSchema,
  spec: podSpecSchema.extend({ nodeName: z.string().optional() }),
  status: z
    .object({
      phase: z.string().optional(),
      reason: z.string().optional(),
      message: z.string().optional(),
      startTime: timestamp.nullish(),
      podIP: z.string().optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
            message: z.string().optional(),
            lastTransitionTime: timestamp.nullish(),
          }),
        )
        .optional(),
      initContainerStatuses: z.array(containerStatusSchema).optional(),
      containerStatuses: z.array(containerStatusSchema).optional(),
    })
    .optional(),
});
export type Pod = z.infer<typeof podSchema>;

/** A core/v1 Event. Its times live in one of several places, see `eventTimes` in the jobs feature. */
export const kubernetesEventSchema = z.object({
  metadata: metadataSchema,
  involvedObject: z.object({
    kind: z.string().optional(),
    namespace: z.string().optional(),
    name: z.string().optional(),
    uid: z.string().optional(),
  }),
  type: z.string().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  count: z.number().int().nullish(),
  firstTimestamp: timestamp.nullish(),
  lastTimestamp: timestamp.nullish(),
  eventTime: timestamp.nullish(),
  series: z.object({ count: z.number().int().nullish(), lastObservedTime: timestamp.nullish() }).nullish(),
});
export type KubernetesEvent = z.infer<typeof kubernetesEventSchema>;

export const nodeSchema = z.object({
  metadata: metadataSchema,
  spec: z
    .object({
      unschedulable: z.boolean().optional(),
      taints: z.array(z.object({ key: z.string(), value: z.string().optional(), effect: z.string() })).optional(),
    })
    .optional(),
  status: z
    .object({
      capacity: resourceListSchema.optional(),
      allocatable: resourceListSchema.optional(),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).optional(),
    })
    .optional(),
});
export type Node = z.infer<typeof nodeSchema>;

/** https://github.com/volcano-sh/apis/blob/v1.14.0/pkg/apis/scheduling/v1beta1/types.go */
export const queueSchema = z.object({
  metadata: metadataSchema,
  spec: z
    .object({
      weight: z.number().int().optional(),
      reclaimable: z.boolean().optional(),
      deserved: resourceListSchema.optional(),
      capability: resourceListSchema.optional(),
      guarantee: z.object({ resource: resourceListSchema.optional() }).optional(),
    })
    .optional(),
  status: z.object({ state: z.string().optional(), allocated: resourceListSchema.optional() }).optional(),
});
export type Queue = z.infer<typeof queueSchema>;

/** Any object for server-side apply, built by the portal's own code from typed fields. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

/** `status` of an API answer that is not the object asked for. */
export const statusSchema = z.object({
  code: z.number().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
});

export type OwnerReference = z.infer<typeof ownerReferenceSchema>;
