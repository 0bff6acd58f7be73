import { GPU_RESOURCE, gpusIn, MANAGED_LABEL } from '#server/adapters/kubernetes/metadata.ts';
import type { Manifest, Queue } from '#server/adapters/kubernetes/types.ts';
import { teamGroup } from '#server/auth/impersonate.ts';
import { CHECKPOINT_CLAIM } from '#server/features/jobs/domain/render-pod.ts';
import { namespaceOf, queueOf } from './names.ts';

/** What a team's objects are made from; quotas in GPUs. */
export interface TeamQuota {
  slug: string;
  guaranteedGpus: number;
  maxGpus: number;
  weight: number;
}

const TEAM_LABEL = 'mlplatform.dev/team';

/**
 * The Kubernetes objects of a team, in the order in which they can be applied: queue and namespace
 * first, then what lives in the namespace.
 */
export function teamObjects(team: TeamQuota): Manifest[] {
  const namespace = namespaceOf(team.slug);
  const labels = { [MANAGED_LABEL]: 'true', [TEAM_LABEL]: team.slug };
  return [
    queue(team, labels),
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: {
          ...labels,
          'pod-security.kubernetes.io/enforce': 'baseline',
          'pod-security.kubernetes.io/enforce-version': 'latest',
        },
      },
    },
    resourceQuota(team, namespace, labels),
    limitRange(namespace, labels),
    checkpointClaim(namespace, labels),
    roleBinding(team.slug, namespace, labels, 'member'),
    roleBinding(team.slug, namespace, labels, 'viewer'),
  ];
}

/**
 * Only GPUs are limited. On Volcano's capacity plugin a resource that `capability` does not list is
 * unlimited. `deserved` must list nothing but GPUs: any other resource in it, even a large one,
 * would let the queue reclaim for that resource's sake, beyond its GPU guarantee
 * (LessEqualPartlyWithDimensionZeroFiltered in volcano v1.14, pkg/scheduler/api/resource_info.go).
 */
function queue(team: TeamQuota, labels: Record<string, string>): Manifest {
  return {
    apiVersion: 'scheduling.volcano.sh/v1beta1',
    kind: 'Queue',
    metadata: { name: queueOf(team.slug), labels },
    spec: {
      weight: team.weight,
      reclaimable: true,
      deserved: { [GPU_RESOURCE]: String(team.guaranteedGpus) },
      capability: { [GPU_RESOURCE]: String(team.maxGpus) },
    },
  };
}

/** Whether a queue has the numbers of the team's row; false: somebody changed it behind the portal. */
export function queueAgrees(team: TeamQuota, seen: Queue): boolean {
  return (
    seen.spec?.weight === team.weight &&
    seen.spec.reclaimable !== false &&
    Object.keys(seen.spec.guarantee?.resource ?? {}).length === 0 &&
    onlyGpus(seen.spec.deserved) &&
    onlyGpus(seen.spec.capability) &&
    gpusIn(seen.spec.deserved) === team.guaranteedGpus &&
    gpusIn(seen.spec.capability) === team.maxGpus
  );
}

function onlyGpus(resources: Record<string, unknown> | undefined): boolean {
  return resources !== undefined && Object.keys(resources).every((name) => name === GPU_RESOURCE);
}

/**
 * A limit on objects, not on GPUs: those are the queue's business, which counts what runs. A quota
 * would also count pods that are ending, and Volcano gives a restarting job up when its new pods
 * are refused too often.
 */
function resourceQuota(team: TeamQuota, namespace: string, labels: Record<string, string>): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'mlplatform', namespace, labels },
    spec: {
      hard: {
        pods: String(Math.max(2_000, 4 * team.maxGpus)),
        'count/jobs.batch.volcano.sh': '5000',
        'services.loadbalancers': '0',
        'services.nodeports': '0',
      },
    },
  };
}

/**
 * Requests for containers that name none. No default limits: a default below what a container
 * requests makes the pod invalid.
 */
function limitRange(namespace: string, labels: Record<string, string>): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'mlplatform', namespace, labels },
    spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m', memory: '256Mi' } }] },
  };
}

/**
 * The team's volume for checkpoints, which all pods of a job write to. Its storage class is the
 * cluster's to provide; one that cannot enforce sizes takes this as a wish.
 */
function checkpointClaim(namespace: string, labels: Record<string, string>): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: CHECKPOINT_CLAIM, namespace, labels },
    spec: {
      storageClassName: 'mlplatform-checkpoints',
      accessModes: ['ReadWriteMany'],
      resources: { requests: { storage: '1Ti' } },
    },
  };
}

function roleBinding(
  slug: string,
  namespace: string,
  labels: Record<string, string>,
  role: 'member' | 'viewer',
): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: `mlplatform-${role}s`, namespace, labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `mlplatform-team-${role}` },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: teamGroup(slug, role) }],
  };
}
