import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { job, jobStates, person } from '#db/schema/index.ts';
import { testContext, testDatabase } from '#db/testing.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { listJobs } from './list-jobs.ts';
import { countLimit } from './list-page.ts';
import { jobSorts, listJobsInput } from './schemas.ts';
import { jobRows } from './testing.ts';

// More jobs than are counted: pages are read from the index of their order, and have to be the same.
let database: Awaited<ReturnType<typeof testDatabase>>;
let admin: Actor;
let member: Actor;
let rare: string;

beforeAll(async () => {
  database = await testDatabase();
  const rows = jobRows(database.db);
  const teams = [await rows.team('cv'), await rows.team('nlp'), await rows.team('ops')];
  admin = await rows.actor('ada@example.com', { platform: ['admin'] });
  member = await rows.actor('mia@example.com', { teams: { [teams[0] ?? '']: 'member', [teams[1] ?? '']: 'viewer' } });
  const last = await rows.actor('zoe@example.com');
  const first = await rows.job({ teamId: teams[0] ?? '', ownerId: admin.personId, name: 'first' });
  rare = await rows.job({
    teamId: teams[1] ?? '',
    ownerId: last.personId,
    name: 'zz-rare',
    searchText: 'common',
    submittedAt: new Date(0),
  });
  const ids = (list: string[]) =>
    sql`(array[${sql.join(
      list.map((id) => sql`${id}::uuid`),
      sql`, `,
    )}])`;
  await database.db.execute(sql`
    insert into job (id, team_id, owner_id, name, template_version_id, template_slug, parameters, spec, gpus, priority_class,
      max_runtime_seconds, search_text, submission_key, submission_hash, submitted_at, state, reason)
    select gen_random_uuid(), ${ids(teams)}[1 + n % 3], ${ids([admin.personId, member.personId])}[1 + n % 2],
      'job-' || md5(n::text), template_version_id, template_slug, parameters, spec, n % 7, priority_class, max_runtime_seconds,
      case when n % 40 = 0 then 'seldom' else 'common' end, n::text, 'x', now() - make_interval(secs => n % 3000),
      ${sql.raw(`(array[${jobStates.map((state) => `'${state}'`).join(',')}])`)}[1 + n % 8], reason
    from job, generate_series(1, 16500) n where id = ${first}`);
  await database.db.execute(sql`analyze`);
});
afterAll(() => database.close());

const keys = { submitted: job.submittedAt, name: job.name, gpus: job.gpus, state: job.stateRank, owner: person.email };

/** The page, without any of the ways around sorting everything. */
async function plainly(
  sort: (typeof jobSorts)[number],
  direction: 'asc' | 'desc',
  where: ReturnType<typeof sql>,
  limit: number,
) {
  const way = sql.raw(direction);
  const rows = await database.db
    .select({ id: job.id })
    .from(job)
    .innerJoin(person, sql`${person.id} = ${job.ownerId}`)
    .where(where)
    .orderBy(sql`${keys[sort]} ${way}`, sql`${job.id} ${way}`)
    .limit(limit);
  return rows.map(({ id }) => id);
}

const everything = sql`true`;
const own = () => sql`${job.teamId} in (select team_id from membership where person_id = ${member.personId})`;

test.for(
  jobSorts.flatMap((sort) => [
    { sort, direction: 'asc' as const },
    { sort, direction: 'desc' as const },
  ]),
)('pages $sort $direction of many jobs are those of a plain sort', async ({ sort, direction }) => {
  const cases = [
    { actor: admin, request: {}, where: everything },
    { actor: member, request: {}, where: own() },
    { actor: admin, request: { search: 'comm' }, where: sql`${job.searchText} = 'common'` },
    {
      actor: admin,
      request: { states: jobStates.filter((state) => state !== 'running') },
      where: sql`${job.state} <> 'running'`,
    },
    // Many jobs, none of them near the beginning: reading along the index gives up.
    {
      actor: admin,
      request: { search: 'common', states: [...jobStates].slice(1) },
      where: sql`${job.searchText} = 'common' and ${job.state} <> 'queued'`,
    },
  ];
  for (const { actor, request, where } of cases) {
    const wanted = await plainly(sort, direction, where, 15);
    const context = testContext(database.db, actor);
    const input = listJobsInput.parse({ ...request, sort, direction, limit: 5 });
    const ids: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const found: Awaited<ReturnType<typeof listJobs>> = await listJobs(context, { ...input, cursor });
      expect(found.total).toBe(countLimit);
      ids.push(...found.jobs.map(({ id }) => id));
      cursor = found.nextCursor;
    }
    expect(ids).toEqual(wanted);
  }
});

test('the last page ends, also when it is read from an index', async () => {
  const input = listJobsInput.parse({ search: 'common', limit: 5 });
  const cursor = Buffer.from(
    JSON.stringify({ sort: 'submitted', direction: 'desc', id: rare, value: '1970-01-02T00:00:00.000Z' }),
  ).toString('base64url');
  const page = await listJobs(testContext(database.db, admin), { ...input, cursor });
  expect(page).toMatchObject({ jobs: [{ id: rare }], nextCursor: null, total: countLimit });
});
