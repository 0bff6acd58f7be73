import { createHash } from 'node:crypto';

export type PlatformRole = 'admin' | 'oncall' | 'finance';
export type TeamRole = 'viewer' | 'member' | 'lead';

export interface Person {
  email: string;
  name: string;
  platformRoles: PlatformRole[];
  memberships: { team: string; role: TeamRole }[];
}

function person(email: string, name: string, access: Partial<Person> = {}): Person {
  return { email, name, platformRoles: [], memberships: [], ...access };
}

/** One person for every role the portal knows: who people sign in as when they try things. */
export const demoPeople: readonly Person[] = [
  person('alice@example.com', 'Alice Nguyen', { memberships: [{ team: 'nlp', role: 'member' }] }),
  person('bob@example.com', 'Bob Keller', { memberships: [{ team: 'nlp', role: 'lead' }] }),
  person('carol@example.com', 'Carol Okafor', { memberships: [{ team: 'cv', role: 'member' }] }),
  person('dan@example.com', 'Dan Moreau', { memberships: [{ team: 'recsys', role: 'viewer' }] }),
  person('erin@example.com', 'Erin Walsh', { platformRoles: ['oncall'] }),
  person('frank@example.com', 'Frank Lindqvist', { platformRoles: ['finance'] }),
  person('grace@example.com', 'Grace Adeyemi', { platformRoles: ['admin'] }),
  person('heidi@example.com', 'Heidi Brunner', { memberships: [{ team: 'recsys', role: 'lead' }] }),
  person('ivan@example.com', 'Ivan Petrov'),
];

/** What a person is, in words, for the sign-in page: "lead of nlp", "on call", "no team". */
export function accessOf({ platformRoles, memberships }: Person): string {
  const words = { admin: 'administrator', oncall: 'on call', finance: 'finance' };
  const parts = [
    ...platformRoles.map((role) => words[role]),
    ...memberships.map(({ team, role }) => `${role} of ${team}`),
  ];
  return parts.join(', ') || 'no team';
}

/** The OIDC subject of a person: the same on every start, and not the e-mail address. */
export function subjectOf(email: string): string {
  return createHash('sha256').update(`demo:${email}`).digest('hex').slice(0, 32);
}
