import { and, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#db/client.ts';
import { job, person } from '#db/schema/index.ts';
import type { Cursor, Order } from './list-cursor.ts';
import { finds, inTeams, type JobFilter, passes, statesByRank } from './list-filter.ts';

/** Totals are counted up to here. */
export const countLimit = 10_000;
/** With more teams than this, one index over all teams is read instead of one part of an index for each. */
const mergedTeams = 20;
/** How many jobs are looked at in the list's order for each job of a page, before they are found by the filter instead. */
const looksPerJob = 100;

interface Wanted {
  after: Cursor | null;
  limit: number;
}

/**
 * Ids of one page of matching jobs, in order, and how many match ({@link countLimit} at most).
 *
 * Which way is fast depends on how many match, and PostgreSQL's guess is often far off. So they are
 * counted first: few are fetched by the filter's own index and sorted; among many, the order's index
 * is read until the page is full. Where those many lie far off in that order, it gives up in time.
 */
export async function findPage(db: Db, filter: JobFilter, order: Order, wanted: Wanted) {
  // Finding words is most of the work of a search: what is found is sorted at once.
  const first = filter.search === null ? null : await findAndSort(db, filter, order, wanted, countLimit);
  const total = first?.total ?? (await count(db, filter));
  if (first && total < countLimit) return first;
  if (total >= countLimit) {
    const { rows } = await db.execute(
      order.sort === 'owner' ? walkOwners(filter, order, wanted) : walk(filter, order, wanted),
    );
    const ids = idRows.parse(rows).map(({ id }) => id);
    if (ids.length === wanted.limit || !passes(filter)) return { ids, total };
  }
  return { ids: (await findAndSort(db, filter, order, wanted, null)).ids, total };
}

const idRows = z.array(z.object({ id: z.uuid() }));
const foundRows = z.array(z.object({ id: z.uuid().nullable(), total: z.coerce.number() }));

async function count(db: Db, filter: JobFilter): Promise<number> {
  const some = db.select({ one: sql`1` }).from(job).where(finds(filter)).limit(countLimit).as('some');
  const [row] = await db.select({ total: sql`count(*)`.mapWith(Number) }).from(some);
  return row?.total ?? 0;
}

const keys: Record<Order['sort'], { key: SQL; type: SQL }> = {
  submitted: { key: sql`${job.submittedAt}`, type: sql`timestamptz` },
  name: { key: sql`${job.name}`, type: sql`text` },
  gpus: { key: sql`${job.gpus}`, type: sql`integer` },
  state: { key: sql`${job.stateRank}`, type: sql`integer` },
  owner: { key: sql`${person.email}`, type: sql`text` },
};

/** @param most matching jobs that are looked at; the page is right only if there are fewer */
async function findAndSort(db: Db, filter: JobFilter, order: Order, { after, limit }: Wanted, most: number | null) {
  const owners = order.sort === 'owner' ? sql`join ${person} on ${person.id} = ${job.ownerId}` : sql``;
  const { rows } = await withMemory(
    db,
    sql`
    with matching as materialized (
      select ${job.id} as id, ${keys[order.sort].key} as key
      from ${job} ${owners} where ${finds(filter) ?? sql`true`} ${most === null ? sql`` : sql`limit ${most}`}
    )
    select page.id, counted.total from (select count(*) as total from matching) as counted
    left join (
      select id, key from matching where ${beyond(sql`key`, sql`id`, order, after)} ${inOrder(order, limit)}
    ) as page on true
    order by page.key ${way(order)}, page.id ${way(order)}`,
  );
  const found = foundRows.parse(rows);
  return { ids: found.flatMap(({ id }) => id ?? []), total: found[0]?.total ?? 0 };
}

/** Runs a statement with enough memory to keep the places of a million jobs apart; with the usual 4 MB pages blur. */
function withMemory(db: Db, statement: SQL) {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local work_mem = '32MB'`);
    return tx.execute(statement);
  });
}

function walk(filter: JobFilter, order: Order, { after, limit }: Wanted): SQL {
  const { key } = keys[order.sort];
  const other = passes(filter);
  const states = order.sort === 'state' ? statesByRank(filter) : undefined;
  const ordered = inOrder(order, other ? limit * looksPerJob : limit);
  // Each part is said to be in order: only so are they merged, and no more taken from them than is needed.
  const part = (team: SQL | undefined) => sql`(
    select ${job.id} as id, ${key} as key, ${other ?? sql`true`} as passes from ${job}
    where ${and(team, states, beyond(key, sql`${job.id}`, order, after))} ${ordered})`;
  const merged = filter.teamIds !== 'all' && filter.teamIds.length <= mergedTeams ? filter.teamIds : null;
  const parts = merged ? merged.map((id) => part(eq(job.teamId, id))) : [part(inTeams(filter))];
  return sql`
    select id from (
      select * from (${sql.join(parts, sql` union all `)}) as parts ${ordered}
    ) as looked where passes ${inOrder(order, limit)}`;
}

/** Owner by owner in the order of their addresses; within one, in the order of ids. */
function walkOwners(filter: JobFilter, order: Order, { after, limit }: Wanted): SQL {
  const up = order.direction === 'asc';
  const end = up ? '00000000-0000-0000-0000-000000000000' : 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  const other = passes(filter);
  const looks = other ? limit * looksPerJob : limit;
  const place = after && {
    owners: up ? sql`${person.email} >= ${after.value}` : sql`${person.email} <= ${after.value}`,
    jobs: sql`${job.id} ${sql.raw(up ? '>' : '<')}
      case when ${person.email} = ${after.value} then ${after.id}::uuid else ${end}::uuid end`,
  };
  return sql`
    select id from (
      select ${person.email} as key, matching.id, matching.passes from ${person} cross join lateral (
        select ${job.id} as id, ${other ?? sql`true`} as passes from ${job}
        where ${and(eq(job.ownerId, person.id), inTeams(filter), place?.jobs)}
        order by ${job.id} ${way(order)} limit ${looks}
      ) as matching
      where ${place?.owners ?? sql`true`}
      ${inOrder(order, looks)}
    ) as looked where passes ${inOrder(order, limit)}`;
}

function beyond(key: SQL, id: SQL, order: Order, after: Cursor | null): SQL {
  if (!after) return sql`true`;
  const sign = sql.raw(order.direction === 'asc' ? '>' : '<');
  return sql`(${key}, ${id}) ${sign} (${after.value}::${keys[order.sort].type}, ${after.id}::uuid)`;
}

const way = (order: Order): SQL => sql.raw(order.direction);

function inOrder(order: Order, limit: number): SQL {
  return sql`order by key ${way(order)}, id ${way(order)} limit ${limit}`;
}
