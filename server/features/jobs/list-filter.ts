import { and, inArray, type SQL, sql } from 'drizzle-orm';
import { type JobState, job, stateRank } from '#db/schema/index.ts';
import type { Search } from './domain/search-query.ts';

/** Which jobs a list shows, with names already looked up. An empty list under `states` or `templates`: any. */
export interface JobFilter {
  /** What the actor may see and asked for. */
  teamIds: readonly string[] | 'all';
  ownerIds: readonly string[] | 'any';
  states: readonly JobState[];
  templates: readonly string[];
  search: Search | null;
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
    filter.search === null ? undefined : sql`${job.searchWords} @@ ${tsquery(allWords(filter.search))}`,
  );
}

/**
 * The whole filter in a form that lets PostgreSQL find the jobs: with a search, the teams are said as
 * words too, so that the search index meets both at once.
 */
export function finds(filter: JobFilter): SQL | undefined {
  const { search, teamIds } = filter;
  if (search === null) return and(inTeams(filter), passes(filter));
  const teams = teamIds === 'all' ? null : sql`${teamIds.map((id) => `'=${id}'`).join(' | ')}::tsquery`;
  // In all teams the other words may be just as common: only a team is known to be a small part.
  const vague = search.vague && teams !== null;
  const looked = vague ? search.words : allWords(search);
  const terms = [looked === null ? null : tsquery(looked), teams].filter((term) => term !== null);
  return and(
    inTeams(filter),
    passes({ ...filter, search: null }),
    sql`${job.searchWords} @@ (${sql.join(terms, sql` && `)})`,
    // The function behind @@: by this name no index is asked.
    vague ? sql`ts_match_vq(${job.searchWords}, ${tsquery(search.beginning)})` : undefined,
  );
}

const allWords = ({ words, beginning }: Search): string => (words === null ? beginning : `${words} & ${beginning}`);
const tsquery = (text: string): SQL => sql`to_tsquery('simple', ${text})`;

/** The choice of states by their rank: a list in the order of states skips the others by its index. */
export function statesByRank({ states }: JobFilter): SQL | undefined {
  return states.length === 0 ? undefined : inArray(job.stateRank, states.map(stateRank));
}
