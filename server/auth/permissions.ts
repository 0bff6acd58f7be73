import type { PlatformRole, TeamRole } from '#db/schema/index.ts';

/** Who acts: a signed-in person with roles, freshly read for every request. */
export interface Actor {
  personId: string;
  email: string;
  name: string;
  platformRoles: readonly PlatformRole[];
  /** Team id → role in it. */
  teams: ReadonlyMap<string, { slug: string; role: TeamRole }>;
}

/** What an action is done to. `null`: something of the whole platform. */
export interface Resource {
  teamId?: string;
  ownerId?: string;
}

type Rule = {
  /** In words, for docs/permissions.md. */
  says: string;
  allows: (actor: Actor, resource: Resource) => boolean;
};

const teamRoleRank: Record<TeamRole, number> = { viewer: 1, member: 2, lead: 3 };

const has = (actor: Actor, ...roles: PlatformRole[]) => roles.some((role) => actor.platformRoles.includes(role));
const inTeam = (actor: Actor, resource: Resource, atLeast: TeamRole) => {
  const role = resource.teamId === undefined ? undefined : actor.teams.get(resource.teamId)?.role;
  return role !== undefined && teamRoleRank[role] >= teamRoleRank[atLeast];
};
const owns = (actor: Actor, resource: Resource) => resource.ownerId === actor.personId;

const anyone: Rule = { says: 'everyone who is signed in', allows: () => true };
const admins: Rule = { says: 'admin', allows: (actor) => has(actor, 'admin') };

/** Every action there is, and who may do it. The only place that knows. */
export const rules = {
  'system.read': anyone,
  'capacity.read': anyone,
  'template.read': anyone,
  'team.list': anyone,
  'person.self': anyone,
  'team.read': {
    says: 'people of the team; oncall, finance, admin',
    allows: (a, r) => inTeam(a, r, 'viewer') || has(a, 'oncall', 'finance', 'admin'),
  },
  'team.create': admins,
  'team.set-quota': admins,
  'team.manage-members': {
    says: 'leads of the team; admin',
    allows: (a, r) => inTeam(a, r, 'lead') || has(a, 'admin'),
  },
  'person.create': admins,
  'job.list': anyone,
  'job.read': {
    says: 'people of the team; oncall, admin',
    allows: (a, r) => inTeam(a, r, 'viewer') || has(a, 'oncall', 'admin'),
  },
  'job.submit': { says: 'members and leads of the team', allows: (a, r) => inTeam(a, r, 'member') },
  'job.stop': {
    says: 'the owner while member of the team; leads of the team; oncall, admin',
    allows: (a, r) => (owns(a, r) && inTeam(a, r, 'member')) || inTeam(a, r, 'lead') || has(a, 'oncall', 'admin'),
  },
  'audit.read': {
    says: 'leads of the team (their own); oncall, admin',
    allows: (a, r) => inTeam(a, r, 'lead') || has(a, 'oncall', 'admin'),
  },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof rules;

/** Whether this actor may do this to that; see {@link rules}. */
export function can(actor: Actor, action: Action, resource: Resource = {}): boolean {
  return rules[action].allows(actor, resource);
}

/** Ids of the teams whose jobs the actor may see, or `all`. */
export function visibleTeams(actor: Actor): readonly string[] | 'all' {
  return has(actor, 'oncall', 'admin') ? 'all' : [...actor.teams.keys()];
}
