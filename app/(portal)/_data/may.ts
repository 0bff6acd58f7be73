import type { Me } from './types.ts';

// What to offer. Whether it is allowed is decided by the server, every time.

/** Whether the Admin pages have something for this person. */
export const mayAdminister = (me: Me): boolean => isAdmin(me) || me.teams.some((team) => team.role === 'lead');

export const isAdmin = (me: Me): boolean => me.platformRoles.includes('admin');

/** Sees jobs of all teams. */
export const seesAllTeams = (me: Me): boolean => me.platformRoles.some((role) => role === 'admin' || role === 'oncall');

/** Teams this person may submit to. */
export const submitTeams = (me: Me): Me['teams'] => me.teams.filter((team) => team.role !== 'viewer');
