import { and, inArray, type SQL, sql } from 'drizzle-orm';
import { job, type JobState, stateRank } from '#db/schema/index.ts';

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

/** The condition on `job` for the teams of a filter. */
export function inTeams({ teamIds }: JobFilter): SQL | undefined {
  return teamIds === 'all' ? undefined : inArray(job.teamId, [...teamIds]);
}

/** The condition on `job` for everything of a filter but the teams; undefined: every job passes. */
export function passes(filter: JobFilter): SQL | undefined {
  return and(
    filter.ownerIds === 'any' ? undefined : inArray(job.ownerId, [...filter.ownerIds]),
    filter.states.length === 0 ? undefined : inArray(job.state, [...filter.states]),
    filter.templates.length === 0 ? undefined : inArray(job.templateSlug, [...filter.templates]),
    filter.search === null ? undefined : sql`${job.searchWords} @@ to_tsquery('simple', ${filter.search})`,
  );
}

/**
 * The whole filter in a form that lets PostgreSQL find the jobs: with a search, the teams are said as
 * words too, so that the search index meets both at once.
 */
export function finds(filter: JobFilter): SQL | undefined {
  const { search, teamIds } = filter;
  if (search === null || teamIds === 'all') return and(inTeams(filter), passes(filter));
  const teams = teamIds.map((id) => `'=${id}'`).join(' | ');
  const words = sql`${job.searchWords} @@ (to_tsquery('simple', ${search}) && ${teams}::tsquery)`;
  return and(inTeams(filter), passes({ ...filter, search: null }), words);
}

/** The choice of states by their rank: a list in the order of states skips the others by its index. */
export function statesByRank({ states }: JobFilter): SQL | undefined {
  return states.length === 0 ? undefined : inArray(job.stateRank, states.map(stateRank));
}
