import type { Actor } from './permissions.ts';

/** The platform itself, as the one who set things up or repaired them; nobody can sign in as it. */
export const platformActor: Actor = {
  personId: '00000000-0000-0000-0000-000000000000',
  email: 'platform@mlplatform.internal',
  name: 'The platform',
  platformRoles: ['admin'],
  teams: new Map(),
};
