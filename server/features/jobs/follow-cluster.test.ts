import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Db } from '#db/client.ts';
import { componentStatus, job, jobEvent, jobPod, usageHold, usageRelease } from '#db/schema/index.ts';
import { testDatabase } from '#db/testing.ts';
import { createFakeKubernetes, type FakeKubernetes } from '#server/adapters/kubernetes/fake.ts';
import { createFolderLogStore } from '#server/adapters/storage/folder.ts';
import { CHANGES_CHANNEL } from '#server/lib/changes.ts';
import type { Logger } from '#server/lib/logger.ts';
import { type Following, followCluster } from './follow-cluster.ts';
import { exampleSpec, jobRows } from './testing.ts';
import { at, exampleNode, examplePod, exampleVolcanoJob, type PodLife, stamp } from './testing-cluster.ts';

const log: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let database: Awaited<ReturnType<typeof testDatabase>>;
let db: Db;
let folder: string;
let rows: ReturnType<typeof jobRows>;
let owner: { teamId: string; ownerId: string };
let fake: FakeKubernetes;
let clock = 0;
let worker: { following: Following; stop: () => void };
let count = 0;
const heard: string[] = [];
let ears: pg.Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mlplatform-follow-'));
  database = await testDatabase();
  db = database.db;
  rows = jobRows(db);
  const teamId = await rows.team('nlp');
  const anna = await rows.actor('anna@example.com', { teams: { [teamId]: 'member' } });
  owner = { teamId, ownerId: anna.personId };
  ears = new pg.Client({ connectionString: database.url });
  await ears.connect();
  await ears.query(`listen ${CHANGES_CHANNEL}`);
  ears.on('notification', ({ payload }) => heard.push(payload ?? ''));
});
afterAll(async () => {
  await ears.end();
  await database.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  clock = 0;
  fake = createFakeKubernetes({ open: true, now: () => at(clock) });
  fake.cluster.put('node', exampleNode('n1'));
  worker = await startWorker();
});
afterEach(() => worker.stop());

async function startWorker() {
  const ends = new AbortController();
  const following = await followCluster(
    {
      db,
      kubernetes: fake,
      logs: createFolderLogStore(folder),
      now: () => at(clock),
      log,
      capacityChanged: () => undefined,
      queueChanged: () => undefined,
    },
    ends.signal,
  );
  return { following, stop: () => ends.abort() };
}

/** A job that Kubernetes has. */
async function running() {
  const name = `j-${++count}`;
  const jobId = await rows.job({ ...owner, name, submittedAt: at(-5), spec: { ...exampleSpec, workers: 1 } });
  await db
    .update(job)
    .set({ kubernetesUid: `uid-${jobId}`, reason: { code: 'x', text: 'x' } })
    .where(eq(job.id, jobId));
  const seen = (phase: string, second: number) => {
    clock = second;
    fake.cluster.put('job', exampleVolcanoJob(jobId, name, phase, second));
  };
  const pod = (life: PodLife, second: number, uid = `pod-${jobId}`) => {
    clock = second;
    fake.cluster.put('pod', examplePod(jobId, uid, life, second));
  };
  seen('Pending', 0);
  return { jobId, name, seen, pod };
}

const rowOf = async (jobId: string) => (await db.select().from(job).where(eq(job.id, jobId)))[0];
const podsOf = (jobId: string) => db.select().from(jobPod).where(eq(jobPod.jobId, jobId)).orderBy(asc(jobPod.uid));
const ledgerOf = (jobId: string) =>
  db
    .select({
      from: usageHold.heldFrom,
      until: usageRelease.heldUntil,
      basis: usageRelease.basis,
      gpus: usageHold.gpus,
      model: usageHold.gpuModel,
    })
    .from(usageHold)
    .leftJoin(usageRelease, eq(usageRelease.podUid, usageHold.podUid))
    .where(eq(usageHold.jobId, jobId))
    .orderBy(asc(usageHold.podUid));
const shows = (jobId: string, what: Partial<NonNullable<Awaited<ReturnType<typeof rowOf>>>>) =>
  vi.waitFor(async () => expect(await rowOf(jobId)).toMatchObject(what), { timeout: 10_000, interval: 10 });
const life = { created: 1, bound: 2, started: 4, finished: 64 };

test('a job from its first look to its end, with ledger, events and log', async () => {
  const { jobId, name, seen, pod } = await running();
  fake.podLog.set('team-nlp/j-worker-0', 'epoch 1\n');
  pod(life, 1);
  await shows(jobId, { state: 'admitted' });
  pod(life, 3);
  await shows(jobId, { state: 'starting' });
  expect(await ledgerOf(jobId)).toEqual([{ from: at(2), until: null, basis: null, gpus: 4, model: 'A100-40' }]);
  pod(life, 5);
  seen('Running', 5);
  await shows(jobId, { state: 'running' });
  fake.cluster.put('event', {
    metadata: { name: 'e', uid: `event-${jobId}` },
    involvedObject: { kind: 'Pod', namespace: 'team-nlp', name: 'j-worker-0' },
    type: 'Normal',
    reason: 'Started',
    message: 'Started container',
    firstTimestamp: stamp(4),
    lastTimestamp: stamp(4),
  });
  pod(life, 64);
  seen('Completed', 66);
  await shows(jobId, { state: 'succeeded', exitCode: 0, runningAt: at(4), finishedAt: at(66), scheduledAt: at(2) });
  expect(await ledgerOf(jobId)).toMatchObject([{ from: at(2), until: at(64), basis: 'finished' }]);
  await vi.waitFor(async () => expect(await podsOf(jobId)).toMatchObject([{ phase: 'succeeded', logBytes: 8 }]));
  const events = await db.select().from(jobEvent).where(eq(jobEvent.jobId, jobId));
  const texts = events.map(({ text }) => text);
  expect(texts).toContain('j-worker-0 started.');
  expect(texts).toContain('All its processes ended well.');
  // Its time in the cluster is over: the row stays, and is history.
  fake.cluster.remove('pod', examplePod(jobId, `pod-${jobId}`, life, 70));
  fake.cluster.remove('job', exampleVolcanoJob(jobId, name, 'Completed', 66));
  await shows(jobId, { state: 'succeeded', forgotten: true });
  expect(await ledgerOf(jobId)).toMatchObject([{ until: at(64), basis: 'finished' }]);
});

test('what changes nothing is neither written nor announced', async () => {
  const { jobId, seen, pod } = await running();
  pod(life, 5);
  seen('Running', 5);
  await shows(jobId, { state: 'running' });
  await worker.following.idle();
  await ears.query('select 1');
  heard.length = 0;
  const before = await rowOf(jobId);
  pod(life, 6);
  seen('Running', 5);
  clock = 20;
  fake.cluster.reconnect();
  await worker.following.idle();
  await ears.query('select 1');
  expect(heard.filter((change) => change.includes(jobId))).toEqual([]);
  expect(await rowOf(jobId)).toEqual(before);
});

test('a job deleted by hand is shown as deleted, and by whom not', async () => {
  const { jobId, name, seen, pod } = await running();
  pod(life, 5);
  seen('Running', 5);
  await shows(jobId, { state: 'running' });
  clock = 30;
  fake.cluster.remove('pod', examplePod(jobId, `pod-${jobId}`, { ...life, finished: undefined, deletion: 28 }, 30));
  fake.cluster.remove('job', exampleVolcanoJob(jobId, name, 'Running', 5));
  await shows(jobId, { state: 'failed', forgotten: true });
  expect((await rowOf(jobId))?.reason.text).toContain('was deleted in Kubernetes at 2026-11-23 12:00:30 UTC');
  expect(await ledgerOf(jobId)).toMatchObject([{ from: at(2), until: at(28), basis: 'deleted' }]);
  expect(await podsOf(jobId)).toMatchObject([{ phase: 'gone' }]);
});

test('what vanished while the worker was away is closed when it is back', async () => {
  const { jobId, name, seen, pod } = await running();
  pod(life, 5);
  seen('Running', 5);
  await shows(jobId, { state: 'running' });
  await worker.following.idle();
  worker.stop();
  const seenLast = { name: 'worker', title: 'w', state: 'running' as const, observedAt: at(100) };
  await db.insert(componentStatus).values(seenLast).onConflictDoUpdate({ target: componentStatus.name, set: seenLast });
  fake.cluster.remove('pod', examplePod(jobId, `pod-${jobId}`, life, 5));
  fake.cluster.remove('job', exampleVolcanoJob(jobId, name, 'Running', 5));
  clock = 500;
  worker = await startWorker();
  await shows(jobId, { state: 'failed', forgotten: true, reason: expect.objectContaining({ code: 'DeletedOutside' }) });
  expect(await ledgerOf(jobId)).toMatchObject([{ from: at(2), until: at(100), basis: 'vanished' }]);
  expect(await podsOf(jobId)).toMatchObject([{ phase: 'gone', finishedAt: at(100) }]);
});

test('a restart in the middle meters nothing twice', async () => {
  const { jobId, seen, pod } = await running();
  pod(life, 5);
  seen('Running', 5);
  await shows(jobId, { state: 'running' });
  worker.stop();
  pod(life, 64);
  seen('Completed', 66);
  worker = await startWorker();
  await shows(jobId, { state: 'succeeded' });
  expect(await ledgerOf(jobId)).toMatchObject([{ from: at(2), until: at(64), basis: 'finished' }]);
});

test('an evicted gang is restarting, its first attempt paid apart', async () => {
  const { jobId, name, seen, pod } = await running();
  const first = { ...life, finished: undefined, deletion: 30 };
  pod(first, 5);
  seen('Running', 5);
  await shows(jobId, { state: 'running', attempt: 1 });
  clock = 31;
  const restarting = exampleVolcanoJob(jobId, name, 'Restarting', 30);
  fake.cluster.put('job', { ...restarting, status: { ...restarting.status, retryCount: 1 } });
  fake.cluster.remove('pod', examplePod(jobId, `pod-${jobId}`, first, 31));
  await shows(jobId, { state: 'restarting', attempt: 2 });
  clock = 50;
  fake.cluster.put('pod', examplePod(jobId, `pod-${jobId}-2`, { created: 40, bound: 42, started: 44 }, 50, 0, 2));
  const again = exampleVolcanoJob(jobId, name, 'Running', 44);
  fake.cluster.put('job', { ...again, status: { ...again.status, retryCount: 1 } });
  await shows(jobId, { state: 'running', attempt: 2, runningAt: at(4) });
  expect(await ledgerOf(jobId)).toMatchObject([
    { from: at(2), until: at(30), basis: 'deleted' },
    { from: at(42), until: null },
  ]);
});

test('a Volcano Job that lives on although its row is stopped is stopped', async () => {
  const { jobId, name, seen } = await running();
  await db.update(job).set({ state: 'stopped', desiredState: 'stopped' }).where(eq(job.id, jobId));
  seen('Running', 5);
  await vi.waitFor(async () => {
    expect((await fake.getJob('team-nlp', name))?.status?.state?.phase).toBe('Aborted');
  });
  expect((await rowOf(jobId))?.state).toBe('stopped');
});

test('a burst of 10,000 pod events ends in the last state, with few writes', async () => {
  const { jobId, seen } = await running();
  for (let i = 0; i < 10_000; i++) {
    const index = i % 100;
    fake.cluster.put(
      'pod',
      examplePod(jobId, `burst-${jobId}-${index}`, { created: 1, bound: 2, started: 3 }, i < 9_900 ? 1 : 5, index),
    );
  }
  seen('Running', 5);
  await worker.following.idle();
  await shows(jobId, { state: 'running' });
  const pods = await podsOf(jobId);
  expect(pods).toHaveLength(100);
  expect(pods.every(({ phase }) => phase === 'running')).toBe(true);
  expect(await ledgerOf(jobId)).toHaveLength(100);
});
