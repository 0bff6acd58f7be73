import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Db, openDatabase } from '#db/client.ts';
import { job, team } from '#db/schema/index.ts';
import { testDatabase } from '#db/testing.ts';
import { createFakeKubernetes, type FakeKubernetes } from '#server/adapters/kubernetes/fake.ts';
import { KubernetesRefused, KubernetesUnavailable } from '#server/adapters/kubernetes/port.ts';
import type { Actor } from '#server/auth/permissions.ts';
import type { Logger } from '#server/lib/logger.ts';
import { applyJob, removeStopped } from './apply-job.ts';
import { jobRows } from './testing.ts';

const log: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let database: Awaited<ReturnType<typeof testDatabase>>;
let db: Db;
let rows: ReturnType<typeof jobRows>;
let teamId: string;
let anna: Actor;
let fake: FakeKubernetes;
let count = 0;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  rows = jobRows(db);
  teamId = await rows.team('nlp');
  anna = await rows.actor('anna@example.com', { teams: { [teamId]: 'member' } });
});
afterAll(() => database.close());
beforeEach(async () => {
  fake = createFakeKubernetes();
  await db.update(team).set({ appliedVersion: 0, appliedAt: null, applyProblem: null });
});

const newJob = (values: Partial<typeof job.$inferInsert> = {}) =>
  rows.job({ teamId, ownerId: anna.personId, name: `j-${++count}`, ...values });
const context = (using: Db = db) => ({ db: using, kubernetes: fake, now: () => new Date(), log });
const rowOf = async (jobId: string) => {
  const [row] = await db.select().from(job).where(eq(job.id, jobId));
  if (row === undefined) throw new Error('no row');
  return row;
};
const stop = (jobId: string) =>
  db
    .update(job)
    .set({ desiredState: 'stopped', stopRequestedBy: anna.personId, stopRequestedAt: new Date() })
    .where(eq(job.id, jobId));
const created = () => fake.writes.filter(({ what }) => what === 'createJob');

describe('creating', () => {
  test('sets the team up first, then creates the job as its owner, once', async () => {
    const jobId = await newJob();
    expect(await applyJob(context(), jobId)).toBe('done');
    expect(await applyJob(context(), jobId)).toBe('done');
    expect(created()).toHaveLength(1);
    expect(created()[0]?.as).toEqual({ user: 'anna@example.com', groups: ['mlplatform:team:nlp:member'] });
    const row = await rowOf(jobId);
    const there = await fake.getJob('team-nlp', row.name);
    expect(row.kubernetesUid).toBe(there?.metadata.uid);
    expect(row).toMatchObject({ state: 'queued', reason: { code: 'WaitingForScheduler' } });
  });

  test('a quota that its controller has not counted yet is waited for, and no failure', async () => {
    const jobId = await newJob();
    const message = 'jobs.batch.volcano.sh "j" is forbidden: status unknown for quota: team, resources: count/jobs';
    fake.failWith((call) => (call === 'createJob' ? new KubernetesRefused(403, 'Forbidden', message) : null));
    expect(await applyJob(context(), jobId)).toBe('again');
    expect(await rowOf(jobId)).toMatchObject({ state: 'queued', reason: { code: 'WaitingForCluster' } });
    fake.failWith(() => null);
    expect(await applyJob(context(), jobId)).toBe('done');
  });

  test('a cluster that is away is said and waited for', async () => {
    const jobId = await newJob();
    await applyJob(context(), await newJob());
    fake.failWith((call) => (call === 'createJob' ? new KubernetesUnavailable('connection refused') : null));
    expect(await applyJob(context(), jobId)).toBe('again');
    expect(await rowOf(jobId)).toMatchObject({
      state: 'queued',
      reason: { text: 'Accepted; waiting for the cluster, which does not answer.' },
    });
    fake.failWith(() => null);
    expect(await applyJob(context(), jobId)).toBe('done');
    expect((await rowOf(jobId)).kubernetesUid).not.toBeNull();
  });

  test('a refusal ends the job with the reason in words', async () => {
    const jobId = await newJob();
    const message = 'admission webhook "validatejob.volcano.sh" denied the request: minAvailable is too large';
    fake.failWith((call) => (call === 'createJob' ? new KubernetesRefused(400, 'BadRequest', message) : null));
    expect(await applyJob(context(), jobId)).toBe('done');
    const row = await rowOf(jobId);
    expect(row).toMatchObject({
      state: 'failed',
      reason: { code: 'Refused', text: 'Kubernetes refused the job: minAvailable is too large.', raw: message },
    });
    expect(row.finishedAt).not.toBeNull();
    fake.failWith(() => null);
    expect(await applyJob(context(), jobId)).toBe('done');
    expect(created()).toHaveLength(0);
  });

  test('rights that were given a moment ago may not be known everywhere yet', async () => {
    const jobId = await newJob();
    const forbidden = new KubernetesRefused(403, 'Forbidden', 'User "anna" cannot create resource "jobs"');
    fake.failWith((call) => (call === 'createJob' ? forbidden : null));
    expect(await applyJob(context(), jobId)).toBe('again');
    expect((await rowOf(jobId)).state).toBe('queued');
    await db.update(team).set({ appliedAt: new Date(Date.now() - 600_000) });
    expect(await applyJob(context(), jobId)).toBe('done');
    expect(await rowOf(jobId)).toMatchObject({ state: 'failed', reason: { code: 'Refused' } });
  });

  test('a namespace that somebody deleted comes back', async () => {
    await applyJob(context(), await newJob());
    await db.update(team).set({ appliedAt: new Date(Date.now() - 600_000) });
    fake = createFakeKubernetes();
    const jobId = await newJob();
    expect(await applyJob(context(), jobId)).toBe('again');
    expect(await applyJob(context(), jobId)).toBe('done');
    expect(created()).toHaveLength(1);
  });

  test('a job that Kubernetes once had is not made again', async () => {
    const jobId = await newJob();
    await applyJob(context(), jobId);
    const there = await fake.getJob('team-nlp', (await rowOf(jobId)).name);
    if (there !== null) fake.cluster.remove('job', there);
    expect(await applyJob(context(), jobId)).toBe('done');
    expect(created()).toHaveLength(1);
  });
});

describe('stopping', () => {
  test('a job that was never created stops at once', async () => {
    const jobId = await newJob();
    await stop(jobId);
    expect(await applyJob(context(), jobId)).toBe('done');
    expect(await rowOf(jobId)).toMatchObject({ state: 'stopped', reason: { text: 'Stopped by anna@example.com.' } });
    expect(fake.writes).toEqual([]);
  });

  test('it stops at once with the cluster away, too', async () => {
    const jobId = await newJob();
    await stop(jobId);
    fake.failWith(() => new KubernetesUnavailable('connection refused'));
    expect(await applyJob(context(), jobId)).toBe('done');
    expect((await rowOf(jobId)).state).toBe('stopped');
  });

  test('a job whose creation was cut off is found and stopped', async () => {
    const jobId = await newJob();
    fake.failWith((call, when) => (call === 'createJob' && when === 'after' ? new Error('killed') : null));
    await expect(applyJob(context(), jobId)).rejects.toThrow('killed');
    fake.failWith(() => null);
    expect((await rowOf(jobId)).kubernetesUid).toBeNull();
    await stop(jobId);
    expect(await applyJob(context(), jobId)).toBe('again');
    const row = await rowOf(jobId);
    expect(row.kubernetesUid).not.toBeNull();
    expect((await fake.getJob('team-nlp', row.name))?.status?.state?.phase).toBe('Aborted');
  });

  test('somebody who may not stop it is told so, and the job runs on', async () => {
    const eve = await rows.actor('eve@example.com');
    const jobId = await newJob();
    await applyJob(context(), jobId);
    await db.update(job).set({ desiredState: 'stopped', stopRequestedBy: eve.personId }).where(eq(job.id, jobId));
    expect(await applyJob(context(), jobId)).toBe('again');
    expect(await rowOf(jobId)).toMatchObject({ state: 'queued', reason: { code: 'StopRefused' } });
  });
});

test('a stopped job is removed from Kubernetes when its time after the end is over', async () => {
  const jobId = await newJob();
  await applyJob(context(), jobId);
  await db
    .update(job)
    .set({ state: 'stopped', desiredState: 'stopped', finishedAt: new Date() })
    .where(eq(job.id, jobId));
  await removeStopped(context());
  expect(fake.writes.filter(({ what }) => what === 'deleteJob')).toEqual([]);
  await db
    .update(job)
    .set({ finishedAt: new Date(Date.now() - 601_000) })
    .where(eq(job.id, jobId));
  await removeStopped(context());
  expect(await fake.getJob('team-nlp', (await rowOf(jobId)).name)).toBeNull();
});

/** A database that fails from its nth statement on, rollbacks included: what a kill at that point leaves. */
function dyingDatabase(nth: number) {
  let statements = 0;
  const opened = openDatabase(database.url, { max: 4, onError: () => undefined });
  opened.pool.on('connect', (client) => {
    const query = client.query.bind(client);
    vi.spyOn(client, 'query').mockImplementation((...args: Parameters<typeof query>) => {
      statements += 1;
      if (statements < nth) return query(...args);
      const killed = new Error(`killed at statement ${nth}`);
      const answer: unknown = args.at(-1);
      return typeof answer === 'function' ? answer(killed) : Promise.reject(killed);
    });
  });
  return { ...opened, statements: () => statements };
}

describe('killed at any point', () => {
  test('and run again: exactly one Volcano Job', async () => {
    let nth = 1;
    for (; ; nth++) {
      fake = createFakeKubernetes();
      await db.update(team).set({ appliedVersion: 0, appliedAt: null });
      const jobId = await newJob();
      const dying = dyingDatabase(nth);
      const outcome = await applyJob(context(dying.db), jobId).catch(() => 'killed');
      await dying.close();
      // PostgreSQL frees the dead process's lock when it notices that the connection is closed.
      await vi.waitFor(async () => expect(await applyJob(context(), jobId)).toBe('done'));
      expect(created()).toHaveLength(1);
      const row = await rowOf(jobId);
      expect(row.kubernetesUid).toBe((await fake.getJob('team-nlp', row.name))?.metadata.uid);
      if (outcome === 'done' && dying.statements() < nth) break;
    }
    expect(nth).toBeGreaterThan(8);
  });

  test.each(['before', 'after'] as const)('%s each call to Kubernetes: exactly one Volcano Job', async (when) => {
    for (const call of ['apply', 'createJob'] as const) {
      fake = createFakeKubernetes();
      await db.update(team).set({ appliedVersion: 0, appliedAt: null });
      const jobId = await newJob();
      fake.failWith((called, moment) => (called === call && moment === when ? new Error('killed') : null));
      await applyJob(context(), jobId).catch(() => 'killed');
      fake.failWith(() => null);
      expect(await applyJob(context(), jobId)).toBe('done');
      expect(created()).toHaveLength(1);
    }
  });

  test('two processes at once: exactly one Volcano Job', async () => {
    const jobId = await newJob();
    await Promise.all([1, 2, 3, 4].map(() => applyJob(context(), jobId)));
    expect(await applyJob(context(), jobId)).toBe('done');
    expect(created()).toHaveLength(1);
  });

  test('a stop that races with the creation ends stopped', async () => {
    for (let i = 0; i < 5; i++) {
      const jobId = await newJob();
      await Promise.all([applyJob(context(), jobId), stop(jobId)]);
      await applyJob(context(), jobId);
      const row = await rowOf(jobId);
      const there = await fake.getJob('team-nlp', row.name);
      if (there === null) expect(row.state).toBe('stopped');
      else expect(there.status?.state?.phase).toBe('Aborted');
    }
  });
});
