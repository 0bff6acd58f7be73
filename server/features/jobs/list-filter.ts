import { and, inArray, type SQL, sql } from 'drizzle-orm';
import { job, type JobState, jobStates, stateRank } from '#db/schema/index.ts';

/** Which jobs a list shows, with names already looked up. An empty list under `states` or `templates`: any. */
export interface JobFilter {
  /** What the actor may see and asked for. */
  teamIds: readonly string[] | 'all';
  ownerIds: readonly string[] | 'any';
  states: readonly JobState[];
  templates: readonly string[];
  /** A tsquery, see `domain/search-query.ts`. */
  search: string | null;
}

/** The condition on `job` for a filter; `teams: false` leaves the teams out. */
export function matches(filter: JobFilter, options: { teams: boolean } = { teams: true }): SQL {
  const conditions = [
    options.teams && filter.teamIds !== 'all' ? inArray(job.teamId, [...filter.teamIds]) : undefined,
    filter.ownerIds === 'any' ? undefined : inArray(job.ownerId, [...filter.ownerIds]),
    filter.states.length === 0 ? undefined : inArray(job.state, [...filter.states]),
    filter.templates.length === 0 ? undefined : inArray(job.templateSlug, [...filter.templates]),
    filter.search === null ? undefined : sql`${job.searchWords} @@ to_tsquery('simple', ${filter.search})`,
  ];
  return and(...conditions) ?? sql`true`;
}

/** The same choice of states by their rank: a list in the order of states can then skip the others by its index. */
export function statesByRank(filter: JobFilter): SQL | undefined {
  if (filter.states.length === 0) return undefined;
  return inArray(stateRank(job.state), filter.states.map((state) => jobStates.indexOf(state) + 1));
}
