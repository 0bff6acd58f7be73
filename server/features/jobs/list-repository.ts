import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#db/client.ts';
import { job, person, stateRank, team } from '#db/schema/index.ts';
import type { Cursor, Order } from './list-cursor.ts';
import { type JobFilter, matches, statesByRank } from './list-filter.ts';

/** Totals are counted up to here. */
export const countLimit = 10_000;
/** With more teams than this, one index over all teams is read instead of one part of an index for each. */
const mergedTeams = 20;

/** @returns how many jobs match, at most {@link countLimit} */
export async function countJobs(db: Db, filter: JobFilter): Promise<number> {
  const some = db.select({ one: sql`1` }).from(job).where(matches(filter)).limit(countLimit).as('some');
  const [row] = await db.select({ total: sql`count(*)`.mapWith(Number) }).from(some);
  return row?.total ?? 0;
}

/**
 * Ids of one page of matching jobs, in order.
 *
 * Which way is fast depends on how many match, and PostgreSQL's guess is often far off: few are
 * fetched by the filter's own index and sorted; among many, the order's index is read until the page
 * is full. The count is known, so it decides.
 *
 * @param page.total from {@link countJobs}
 */
export async function pageOfJobs(
  db: Db,
  filter: JobFilter,
  order: Order,
  page: { after: Cursor | null; limit: number; total: number },
): Promise<string[]> {
  const few = page.total < countLimit;
  const query = few ? fewSorted : order.sort === 'owner' ? manyByOwner : manyByIndex;
  const { rows } = await db.execute(query(filter, order, page.after, page.limit));
  return idRows.parse(rows).map(({ id }) => id);
}

const idRows = z.array(z.object({ id: z.uuid() }));

const keys: Record<Order['sort'], SQL> = {
  submitted: sql`${job.submittedAt}`,
  name: sql`${job.name}`,
  gpus: sql`${job.gpus}`,
  state: stateRank(job.state),
  owner: sql`${person.email}`,
};

function fewSorted(filter: JobFilter, order: Order, after: Cursor | null, limit: number): SQL {
  const owners = order.sort === 'owner' ? sql`join ${person} on ${person.id} = ${job.ownerId}` : sql``;
  return sql`
    with matching as materialized (
      select ${job.id} as id, ${keys[order.sort]} as key from ${job} ${owners} where ${matches(filter)}
    )
    select id from matching where ${beyond(sql`key`, sql`id`, order, after)} ${inOrder(order, limit)}`;
}

function manyByIndex(filter: JobFilter, order: Order, after: Cursor | null, limit: number): SQL {
  const key = keys[order.sort];
  const few = filter.teamIds !== 'all' && filter.teamIds.length <= mergedTeams;
  const states = order.sort === 'state' ? statesByRank(filter) : undefined;
  const part = (team: SQL | undefined) => sql`
    select ${job.id} as id, ${key} as key from ${job}
    where ${and(team, states, matches(filter, { teams: !few }), beyond(key, sql`${job.id}`, order, after))}`;
  // One part for each team: PostgreSQL merges sorted parts, and takes no more from them than the page needs.
  const parts = few && filter.teamIds !== 'all' ? filter.teamIds.map((id) => part(eq(job.teamId, id))) : [part(undefined)];
  return sql`select id from (${sql.join(parts, sql` union all `)}) as matching ${inOrder(order, limit)}`;
}

/** Owner by owner in the order of their addresses; within one, in the order of ids. */
function manyByOwner(filter: JobFilter, order: Order, after: Cursor | null, limit: number): SQL {
  const up = order.direction === 'asc';
  const end = up ? '00000000-0000-0000-0000-000000000000' : 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  const way = sql.raw(up ? 'asc' : 'desc');
  const place = after && {
    owners: up ? sql`${person.email} >= ${after.value}` : sql`${person.email} <= ${after.value}`,
    jobs: sql`${job.id} ${sql.raw(up ? '>' : '<')}
      case when ${person.email} = ${after.value} then ${after.id}::uuid else ${end}::uuid end`,
  };
  return sql`
    select matching.id from ${person} cross join lateral (
      select ${job.id} as id from ${job}
      where ${and(eq(job.ownerId, person.id), place?.jobs, matches(filter))}
      order by ${job.id} ${way} limit ${limit}
    ) as matching
    where ${place?.owners ?? sql`true`}
    order by ${person.email} ${way}, matching.id ${way} limit ${limit}`;
}

const types: Record<Order['sort'], SQL> = {
  submitted: sql`timestamptz`,
  name: sql`text`,
  gpus: sql`integer`,
  state: sql`integer`,
  owner: sql`text`,
};

function beyond(key: SQL, id: SQL, order: Order, after: Cursor | null): SQL {
  if (!after) return sql`true`;
  const sign = sql.raw(order.direction === 'asc' ? '>' : '<');
  return sql`(${key}, ${id}) ${sign} (${after.value}::${types[order.sort]}, ${after.id}::uuid)`;
}

function inOrder(order: Order, limit: number): SQL {
  const way = sql.raw(order.direction);
  return sql`order by key ${way}, id ${way} limit ${limit}`;
}

/** What a list shows of these jobs, in the order of the ids. */
export async function loadSummaries(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await selectSummaries(db).where(inArray(job.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A job with its team and owner, as lists and pages show it. */
export const summaryColumns = {
  id: job.id,
  name: job.name,
  team: { id: team.id, slug: team.slug, name: team.name },
  ownerId: job.ownerId,
  owner: { email: person.email, name: person.name },
  templateSlug: job.templateSlug,
  state: job.state,
  desiredState: job.desiredState,
  reason: job.reason,
  gpus: job.gpus,
  gpuModel: job.gpuModel,
  capacityType: job.capacityType,
  priorityClass: job.priorityClass,
  tags: job.tags,
  submittedAt: job.submittedAt,
  runningAt: job.runningAt,
  finishedAt: job.finishedAt,
  observedAt: job.observedAt,
};

function selectSummaries(db: Db) {
  return db
    .select(summaryColumns)
    .from(job)
    .innerJoin(team, eq(team.id, job.teamId))
    .innerJoin(person, eq(person.id, job.ownerId));
}

/** Ids of the teams with these slugs. */
export async function teamIdsBySlug(db: Db, slugs: readonly string[]): Promise<string[]> {
  const rows = await db.select({ id: team.id }).from(team).where(inArray(team.slug, [...slugs])).orderBy(asc(team.slug));
  return rows.map(({ id }) => id);
}

/** Ids of the people with these e-mail addresses. */
export async function personIdsByEmail(db: Db, emails: readonly string[]): Promise<string[]> {
  const rows = await db.select({ id: person.id }).from(person).where(inArray(person.email, [...emails]));
  return rows.map(({ id }) => id);
}
