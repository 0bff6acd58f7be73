import type { ZodType } from 'zod';
import { JOB_ID_LABEL, MANAGED_LABEL } from './metadata.ts';
import type { WatchedKinds } from './port.ts';
import { pathTo } from './request.ts';
import {
  kubernetesEventSchema,
  type Manifest,
  nodeSchema,
  podGroupSchema,
  podSchema,
  queueSchema,
  volcanoJobSchema,
} from './types.ts';

/** Volcano's API groups, versions as of Volcano 1.14. */
export const volcano = {
  batch: ['apis', 'batch.volcano.sh', 'v1alpha1'],
  scheduling: ['apis', 'scheduling.volcano.sh', 'v1beta1'],
  bus: ['apis', 'bus.volcano.sh', 'v1alpha1'],
} as const;

const managed = `${MANAGED_LABEL}=true`;

/** Where each watched kind lives, which objects of it, and how one is read. */
export const watchTargets: {
  [K in keyof WatchedKinds]: { path: string; labelSelector?: string; schema: ZodType<WatchedKinds[K]> };
} = {
  job: { path: pathTo(...volcano.batch, 'jobs'), labelSelector: managed, schema: volcanoJobSchema },
  // Volcano copies a Job's labels to its PodGroup.
  podGroup: { path: pathTo(...volcano.scheduling, 'podgroups'), labelSelector: JOB_ID_LABEL, schema: podGroupSchema },
  pod: { path: '/api/v1/pods', labelSelector: managed, schema: podSchema },
  event: { path: '/api/v1/events', schema: kubernetesEventSchema },
  node: { path: '/api/v1/nodes', schema: nodeSchema },
  queue: { path: pathTo(...volcano.scheduling, 'queues'), schema: queueSchema },
};

const plurals: Record<string, string> = {
  'v1/Namespace': 'namespaces',
  'v1/ResourceQuota': 'resourcequotas',
  'v1/LimitRange': 'limitranges',
  'v1/PersistentVolumeClaim': 'persistentvolumeclaims',
  'v1/ConfigMap': 'configmaps',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'rolebindings',
  'scheduling.volcano.sh/v1beta1/Queue': 'queues',
};

/**
 * @returns path of an object for server-side apply
 * @throws Error for a kind the portal has no business with
 */
export function pathOf(object: Manifest): string {
  const plural = plurals[`${object.apiVersion}/${object.kind}`];
  if (plural === undefined)
    throw new Error(`the portal does not apply objects of kind ${object.apiVersion}/${object.kind}`);
  const { name, namespace } = object.metadata;
  const group = object.apiVersion === 'v1' ? ['api', 'v1'] : ['apis', ...object.apiVersion.split('/')];
  return pathTo(...group, ...(namespace === undefined ? [] : ['namespaces', namespace]), plural, name);
}
