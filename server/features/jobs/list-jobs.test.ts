import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobStates } from '#db/schema/index.ts';
import { testContext, testDatabase } from '#db/testing.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { listJobs } from './list-jobs.ts';
import { jobSorts, listJobsInput } from './schemas.ts';
import { jobRows } from './testing.ts';

type Request = Partial<ReturnType<typeof listJobsInput.parse>>;
type Summary = Awaited<ReturnType<typeof listJobs>>['jobs'][number];

let database: Awaited<ReturnType<typeof testDatabase>>;
let cvMember: Actor;
let nlpMember: Actor;
let admin: Actor;
let nobody: Actor;

beforeAll(async () => {
  database = await testDatabase();
  const rows = jobRows(database.db);
  const cv = await rows.team('cv');
  const nlp = await rows.team('nlp');
  cvMember = await rows.actor('cara@example.com', { teams: { [cv]: 'member' } });
  nlpMember = await rows.actor('nils@example.com', { teams: { [nlp]: 'viewer' } });
  admin = await rows.actor('ada@example.com', { platform: ['admin'] });
  nobody = await rows.actor('finn@example.com', { platform: ['finance'] });
  for (let n = 0; n < 60; n += 1) {
    const mine = n % 3 === 0;
    await rows.job({
      teamId: mine ? nlp : cv,
      ownerId: mine ? nlpMember.personId : n % 3 === 1 ? cvMember.personId : admin.personId,
      name: `${['bert', 'resnet-50', 'zażółć-東京'][n % 3]}-run-${n}`,
      gpus: [1, 2, 4, 4][n % 4] ?? 1,
      state: jobStates[n % jobStates.length],
      templateSlug: n % 5 === 0 ? 'jax' : 'pytorch-ddp',
      // Several of the same moment: ids decide.
      submittedAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 4) * 1_000),
      searchText: `${['bert', 'resnet-50', 'zażółć-東京'][n % 3]}-run-${n} ${mine ? 'nils' : 'cara'}@example.com`,
    });
  }
});
afterAll(() => database.close());

const list = (actor: Actor, request: Request = {}) =>
  listJobs(testContext(database.db, actor), listJobsInput.parse(request));

async function allPages(actor: Actor, request: Request): Promise<Summary[]> {
  const jobs: Summary[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(actor, { ...request, cursor });
    jobs.push(...page.jobs);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return jobs;
}

const keyOf: Record<(typeof jobSorts)[number], (job: Summary) => string | number> = {
  submitted: (job) => job.submittedAt.getTime(),
  name: (job) => job.name,
  gpus: (job) => job.gpus,
  state: (job) => jobStates.indexOf(job.state),
  owner: (job) => job.owner.email,
};
const codePoints = (a: string | number, b: string | number) =>
  typeof a === 'string' && typeof b === 'string'
    ? Buffer.compare(Buffer.from(a), Buffer.from(b))
    : Number(a) - Number(b);

test.for(
  jobSorts.flatMap((sort) => [
    { sort, direction: 'asc' as const },
    { sort, direction: 'desc' as const },
  ]),
)('pages in the order $sort $direction hold every job once', async ({ sort, direction }) => {
  const jobs = await allPages(admin, { sort, direction, limit: 7 });
  expect(new Set(jobs.map(({ id }) => id)).size).toBe(60);
  const key = keyOf[sort];
  const sign = direction === 'asc' ? 1 : -1;
  const expected = [...jobs].sort((a, b) => sign * (codePoints(key(a), key(b)) || (a.id < b.id ? -1 : 1)));
  expect(jobs.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
});

test('filters are met together, and the total counts all pages', async () => {
  const page = await list(admin, {
    teamSlugs: ['cv'],
    states: ['running', 'failed'],
    templates: ['pytorch-ddp'],
    limit: 2,
  });
  const jobs = await allPages(admin, {
    teamSlugs: ['cv'],
    states: ['running', 'failed'],
    templates: ['pytorch-ddp'],
    limit: 2,
  });
  expect(page.total).toBe(jobs.length);
  expect(jobs.length).toBeGreaterThan(2);
  for (const job of jobs) {
    expect(job.team.slug).toBe('cv');
    expect(['running', 'failed']).toContain(job.state);
    expect(job.templateSlug).toBe('pytorch-ddp');
  }
  expect((await list(admin, { owners: ['ada@example.com'] })).total).toBe(20);
  expect(await list(admin, { owners: ['gone@example.com'] })).toEqual({ jobs: [], nextCursor: null, total: 0 });
  expect(await list(admin, { teamSlugs: ['gone'] })).toEqual({ jobs: [], nextCursor: null, total: 0 });
});

test.for([
  ['resnet', 20],
  ['50 resnet', 20],
  ['run res', 20],
  ['res run', 0],
  ['nils@exam', 20],
  ['BERT', 20],
  ['東', 20],
  ['zażó', 20],
  ['bert resnet', 0],
  ['!!!', 60],
] as const)('a search for "%s" finds %d jobs', async ([search, count]) => {
  expect((await list(admin, { search })).total).toBe(count);
});

test('no text breaks the search, and none shows a job of another team', async () => {
  const request = fc.record({
    search: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom('&', '|', '!', '(', ')', ':', '*', "'", '\\', '<->', ' ', 'bert', '=', '\0'),
        maxLength: 20,
      }),
    ),
    states: fc.subarray([...jobStates]),
    teamSlugs: fc.subarray(['cv', 'nlp', 'gone']),
    owners: fc.subarray(['nils@example.com', 'cara@example.com']),
    templates: fc.subarray(['jax', 'pytorch-ddp']),
    sort: fc.constantFrom(...jobSorts),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
  });
  await fc.assert(
    fc.asyncProperty(request, async (drawn) => {
      const { jobs, total } = await list(nlpMember, drawn);
      expect(jobs.every(({ team }) => team.slug === 'nlp')).toBe(true);
      expect(total).toBe(jobs.length);
      expect(await list(nobody, drawn)).toEqual({ jobs: [], nextCursor: null, total: 0 });
    }),
    { numRuns: 100 },
  );
});

test("another person's cursor continues in one's own jobs only", async () => {
  const { nextCursor } = await list(admin, { limit: 3 });
  const { jobs, total } = await list(nlpMember, { cursor: nextCursor });
  expect(total).toBe(20);
  expect(jobs.length).toBeGreaterThan(0);
  expect(jobs.every(({ team }) => team.slug === 'nlp')).toBe(true);
});

test('a broken cursor, or one of another order, is refused', async () => {
  const { nextCursor } = await list(admin, { limit: 3, sort: 'name' });
  for (const request of [
    { cursor: nextCursor, sort: 'gpus' as const },
    { cursor: nextCursor, sort: 'name' as const, direction: 'asc' as const },
    { cursor: 'nonsense' },
    { cursor: Buffer.from('{"sort":"submitted","direction":"desc","id":1,"value":"now"}').toString('base64url') },
  ]) {
    await expect(list(admin, request)).rejects.toMatchObject({
      code: 'invalid',
      fields: { cursor: expect.any(String) },
    });
  }
});
