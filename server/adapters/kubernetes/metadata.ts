import { z } from 'zod';

/** Label on everything the portal made, and on the pods of its jobs: what the worker watches. */
export const MANAGED_LABEL = 'mlplatform.dev/managed';
/** Label with the portal's job id, on Volcano Jobs and their pods. */
export const JOB_ID_LABEL = 'mlplatform.dev/job-id';

/** A time as Kubernetes writes it (RFC 3339, whole seconds or microseconds). */
export const timestamp = z.string();

export const ownerReferenceSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().optional(),
  blockOwnerDeletion: z.boolean().optional(),
});

/** What the portal reads of an object's metadata; it writes name, namespace, labels and annotations only. */
export const metadataSchema = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  uid: z.string().optional(),
  resourceVersion: z.string().optional(),
  creationTimestamp: timestamp.optional(),
  deletionTimestamp: timestamp.optional(),
  deletionGracePeriodSeconds: z.number().optional(),
  ownerReferences: z.array(ownerReferenceSchema).optional(),
});
export type Metadata = z.infer<typeof metadataSchema>;

/** Quantities by resource (`nvidia.com/gpu` → `8`); Kubernetes answers with text, writers may use numbers. */
export const resourceListSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type ResourceList = z.infer<typeof resourceListSchema>;

/** The resource a GPU is asked for by. */
export const GPU_RESOURCE = 'nvidia.com/gpu';

/** GPUs in a list of resources; GPUs are whole, so no quantity suffix occurs. */
export function gpusIn(resources: ResourceList | undefined): number {
  const gpus = Number(resources?.[GPU_RESOURCE] ?? 0);
  return Number.isFinite(gpus) ? Math.trunc(gpus) : 0;
}

/** @returns the moment of a Kubernetes timestamp, or null where there is none (or none that can be read) */
export function instantOf(time: string | undefined): Date | null {
  if (time === undefined) return null;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date;
}
