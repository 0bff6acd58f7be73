import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openDatabase } from '#db/client.ts';
import { migrateDatabase } from '#db/migrate.ts';
import { startTestPostgres } from '#local/postgres/testing.ts';
import { loadActor } from '#server/auth/load-actor.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { listJobs } from '#server/features/jobs/list-jobs.ts';
import { jobSorts, listJobsInput } from '#server/features/jobs/schemas.ts';
import { fillHistory } from './lib/history.ts';
import { head, line, seededRandom } from './lib/measure.ts';

// How long a page of the job list takes with a million jobs: the whole use case (count, page, rows)
// over one connection, in time that PostgreSQL works, for each order and typical filter, first and later pages, both directions.
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '40' },
    url: { type: 'string' },
    only: { type: 'string' },
  },
});
const started = values.url === undefined ? await startTestPostgres() : null;
const admin = new pg.Client({ connectionString: values.url ?? started?.databaseUrl });
await admin.connect();
const scratch = `bench_job_list_${values.rows}`;
const url = new URL(values.url ?? started?.databaseUrl ?? '');
url.pathname = scratch;
const { rowCount: exists } = await admin.query('select from pg_database where datname = $1', [scratch]);
if (!exists) await prepare();
await admin.end();

const { db, pool, close } = openDatabase(url.href, { max: 1, onError: console.error });
// One connection, and no help from others: their time would not be counted.
const backend = (
  await pool.query<{ pid: number }>(
    `select pg_backend_pid() as pid, set_config('max_parallel_workers_per_gather', '0', false)`,
  )
).rows[0]?.pid;
console.log(databaseMs() === null ? 'Time on the clock:' : 'Time that the database works:');
const random = seededRandom(7);
const pick = <T>(items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};
const texts = async (query: string) => (await pool.query<{ text: string }>(query)).rows.map(({ text }) => text);
const slugs = await texts('select slug as text from team');
const emails = await texts('select email as text from person');
const people = await texts('select id as text from person');
const templates = await texts('select slug as text from template');
const member = async (): Promise<Actor> => (await loadActor(db, pick(people))) ?? Promise.reject(new Error('nobody'));
const admins: Actor = { personId: '', email: 'admin', name: 'Admin', platformRoles: ['admin'], teams: new Map() };
const everyone = async () => admins;

type Page = Awaited<ReturnType<typeof listJobs>>;
type Filter = () => Partial<Parameters<typeof listJobsInput.parse>[0] & object>;
const filters: Record<string, { actor: () => Promise<Actor>; filter: Filter }> = {
  'own team': { actor: member, filter: () => ({}) },
  'own team, failed': { actor: member, filter: () => ({ states: ['failed'] }) },
  'own team, word being typed': {
    actor: member,
    filter: () => ({ search: pick(['bert', 'resnet fin', 'ali', 'r', '50']) }),
  },
  'all teams': { actor: everyone, filter: () => ({}) },
  'all, running and queued': { actor: everyone, filter: () => ({ states: ['running', 'queued', 'admitted'] }) },
  'all, failed': { actor: everyone, filter: () => ({ states: ['failed'] }) },
  'all, one owner': { actor: everyone, filter: () => ({ owners: [pick(emails)] }) },
  'all, one owner, failed': { actor: everyone, filter: () => ({ owners: [pick(emails)], states: ['failed'] }) },
  'all, one template': { actor: everyone, filter: () => ({ templates: [pick(templates)] }) },
  'all, three teams': { actor: everyone, filter: () => ({ teamSlugs: [pick(slugs), pick(slugs), pick(slugs)] }) },
  'all, one job by name': {
    actor: everyone,
    filter: () => ({ search: `bert-finetune-${Math.floor(random() * 1e6)}` }),
  },
  'all, a tag': { actor: everyone, filter: () => ({ search: `run-${Math.floor(random() * 1000)}` }) },
  'all, common word': { actor: everyone, filter: () => ({ search: pick(['bert', 'llama', 'sweep', 'pytorch']) }) },
  'all, person': {
    actor: everyone,
    filter: () => ({ search: pick(['alice', 'jonas ito', 'grace.costa', 'chen fuchs']) }),
  },
  'all, one or two letters': { actor: everyone, filter: () => ({ search: pick(['a', 'be', 'x', 'gr', 'z', '12']) }) },
  'all, word and a letter': {
    actor: everyone,
    filter: () => ({ search: pick(['alice b', 'whisper e', 'run 1', 'bert r']) }),
  },
};

const all: number[] = [];
const clock: number[] = [];
for (const [name, { actor, filter }] of Object.entries(filters)) {
  if (values.only !== undefined && !name.includes(values.only)) continue;
  console.log(`\n${head(name)}`);
  for (const sort of jobSorts) {
    const samples: number[] = [];
    let cursor: string | null = null;
    let request = listJobsInput.parse({});
    let who = await actor();
    // Two runs more than counted: the first ones fill caches.
    for (let run = -2; run < Number(values.runs); run += 1) {
      if (cursor === null || run % 4 === 0) {
        who = await actor();
        request = listJobsInput.parse({ ...filter(), sort, direction: pick(['asc', 'desc']) });
        cursor = null;
      }
      const [from, worked] = [performance.now(), databaseMs()];
      const page: Page = await listJobs({ actor: who, db }, { ...request, cursor });
      const [ms, work] = [performance.now() - from, databaseMs()];
      if (run >= 0) samples.push(worked === null || work === null ? ms : work - worked);
      if (run >= 0) clock.push(ms);
      cursor = page.nextCursor;
    }
    all.push(...samples);
    console.log(line(`  by ${sort}`, samples));
  }
}
console.log(`\nload average ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`);
console.log(head(`${all.length} pages of ${values.rows} jobs`));
console.log(line('  as above', all));
console.log(line('  on the clock', clock));
await close();
await started?.stop();

/** Time that PostgreSQL's process has spent on a processor, in ms: unlike time on the clock, the same on a busy machine. */
function databaseMs(): number | null {
  const file = `/proc/${backend}/schedstat`;
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6 : null;
}

async function prepare(): Promise<void> {
  console.log(`filling ${values.rows} jobs`);
  await admin.query(`create database ${scratch}`);
  await migrateDatabase(url.href);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await fillHistory(client, Number(values.rows));
  await client.end();
}
