import type { Impersonation } from '#server/adapters/kubernetes/port.ts';
import type { Actor } from './permissions.ts';

/**
 * How Kubernetes sees a person: e-mail address, and a group for each of their roles today. The
 * groups are bound to rights by `deploy/rbac` and by each team's role bindings.
 */
export function impersonate(actor: Pick<Actor, 'email' | 'platformRoles' | 'teams'>): Impersonation {
  const teams = [...actor.teams.values()].map(({ slug, role }) =>
    teamGroup(slug, role === 'viewer' ? 'viewer' : 'member'),
  );
  return { user: actor.email, groups: [...actor.platformRoles.map((role) => `mlplatform:${role}`), ...teams] };
}

/** Kubernetes group of a team's members and leads, or of its viewers. */
export function teamGroup(slug: string, role: 'member' | 'viewer'): string {
  return `mlplatform:team:${slug}:${role}`;
}
