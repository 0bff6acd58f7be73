import type { PlatformRole, TeamRole } from '#db/schema/index.ts';
import { type Action, type Actor, can, type Resource, rules } from './permissions.ts';

export const OWN_TEAM = '00000000-0000-7000-8000-00000000000a';
export const OTHER_TEAM = '00000000-0000-7000-8000-00000000000b';
const ME = '00000000-0000-7000-8000-000000000001';
const SOMEBODY = '00000000-0000-7000-8000-000000000002';

/** One actor of every role; team roles are in {@link OWN_TEAM}. */
export const roleNames = ['no team', 'viewer', 'member', 'lead', 'oncall', 'finance', 'admin'] as const;
export type RoleName = (typeof roleNames)[number];

/** @returns somebody with just this role */
export function actorWith(role: RoleName, personId = ME, ownTeam = OWN_TEAM): Actor {
  const isTeamRole = (name: RoleName): name is TeamRole => name === 'viewer' || name === 'member' || name === 'lead';
  const isPlatformRole = (name: RoleName): name is PlatformRole =>
    name === 'oncall' || name === 'finance' || name === 'admin';
  return {
    personId,
    email: `${role.replace(' ', '-')}@example.com`,
    name: role,
    platformRoles: isPlatformRole(role) ? [role] : [],
    teams: new Map(isTeamRole(role) ? [[ownTeam, { slug: 'own', role }]] : []),
  };
}

const resources: [string, Resource][] = [
  ['own thing in the own team', { teamId: OWN_TEAM, ownerId: ME }],
  ["a colleague's in the own team", { teamId: OWN_TEAM, ownerId: SOMEBODY }],
  ['in another team', { teamId: OTHER_TEAM, ownerId: SOMEBODY }],
];

/** The whole table as Markdown: every action × role; ● for what is allowed on own, a colleague's and another team's. */
export function permissionTable(): string {
  const rows = Object.keys(rules)
    .filter((action): action is Action => action in rules)
    .map((action) => {
      const cells = roleNames.map((role) =>
        resources.map(([, resource]) => (can(actorWith(role), action, resource) ? '●' : '·')).join(' '),
      );
      return `| \`${action}\` | ${rules[action].says} | ${cells.join(' | ')} |`;
    });
  return [
    '# Who may do what',
    '',
    'Generated from `server/auth/permissions.ts`; a test holds this page against the code.',
    `Three marks a cell, for ${resources.map(([words]) => words).join(', ')}: ● allowed, · refused.`,
    'Team roles are those in the own team.',
    '',
    `| action | in words | ${roleNames.join(' | ')} |`,
    `|---|---|${roleNames.map(() => ':-:').join('|')}|`,
    ...rows,
    '',
  ].join('\n');
}
