import { GPU_RESOURCE } from './metadata.ts';
import type { Manifest } from './types.ts';

/** A team as the contract's tests need it: a queue, a namespace, and rights for two groups. */
export function contractTeam(slug: string, weight: number): Manifest[] {
  const namespace = `team-${slug}`;
  return [
    {
      apiVersion: 'scheduling.volcano.sh/v1beta1',
      kind: 'Queue',
      metadata: { name: slug },
      spec: { weight, reclaimable: true, deserved: { [GPU_RESOURCE]: '4' }, capability: { [GPU_RESOURCE]: '8' } },
    },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...['member', 'viewer'].map((role) => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: `mlplatform-${role}s`, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `mlplatform-team-${role}` },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: `mlplatform:team:${slug}:${role}` }],
    })),
  ];
}
