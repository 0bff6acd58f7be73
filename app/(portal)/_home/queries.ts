import type { Me } from '../_data/types.ts';

const activeStates: ('queued' | 'admitted' | 'starting' | 'running' | 'restarting')[] = [
  'queued',
  'admitted',
  'starting',
  'running',
  'restarting',
];
const failedStates: 'failed'[] = ['failed'];

/** What Home asks for; the server asks the same before it answers, so that the page is there at once. */
export const homeQueries = (me: Me) => ({
  active: { owners: [me.email], states: activeStates, limit: 50 },
  latest: { owners: [me.email], limit: 8 },
  failed: { owners: [me.email], states: failedStates, limit: 20 },
  teams: me.teams.slice(0, 6).map(({ slug }) => ({ slug })),
});

/** What runs or waits in all teams, the latest first. */
export const allActive = { states: activeStates, limit: 10 };
