import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterNode, jobEvent, jobPod, price, usageHold } from '#db/schema/index.ts';
import { testContext, testDatabase } from '#db/testing.ts';
import { KubernetesRefused, KubernetesUnavailable } from '#server/adapters/kubernetes/port.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { getJob } from './get-job.ts';
import { getJobManifest } from './get-job-manifest.ts';
import { listJobEvents } from './list-job-events.ts';
import { readJobLogs } from './read-job-logs.ts';
import { getJobOutput } from './schemas.ts';
import { jobRows } from './testing.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let owner: Actor;
let viewer: Actor;
let stranger: Actor;
let jobId: string;
const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 12, minute));

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const rows = jobRows(db);
  const cv = await rows.team('cv');
  const nlp = await rows.team('nlp');
  owner = await rows.actor('olga@example.com', { teams: { [cv]: 'member' } });
  viewer = await rows.actor('vera@example.com', { teams: { [cv]: 'viewer' } });
  stranger = await rows.actor('sven@example.com', { teams: { [nlp]: 'lead' }, platform: ['finance'] });
  jobId = await rows.job({ teamId: cv, ownerId: owner.personId, name: 'bert', state: 'running' });
  const pod = { jobId, task: 'worker', index: 0, gpus: 8, node: 'n1', observedAt: at(9), scheduledAt: at(0) };
  await db.insert(jobPod).values([
    { ...pod, uid: 'old', name: 'bert-worker-0', attempt: 1, phase: 'running', createdAt: at(0) },
    { ...pod, uid: 'new', name: 'bert-worker-0', attempt: 2, phase: 'running', createdAt: at(5) },
    { ...pod, uid: 'gone', name: 'bert-worker-1', index: 1, attempt: 1, phase: 'gone', createdAt: at(0) },
  ]);
  await db.insert(clusterNode).values({ name: 'n1', gpus: 16, ready: true, schedulable: true, observedAt: at(0) });
  const gpu = { gpuModel: 'A100', capacityType: 'spot' as const };
  await db.insert(price).values({ ...gpu, usdPerGpuHour: '1.25', validFrom: at(0) });
  const ids = { teamId: cv, personId: owner.personId, jobId, attempt: 2, node: 'n1' };
  await db.insert(usageHold).values({ ...gpu, ...ids, podUid: 'new', gpus: 8, heldFrom: at(0) });
  const event = { jobId, kind: 'normal' as const, text: 'Started', firstAt: at(1) };
  await db.insert(jobEvent).values([
    { ...event, key: 'a', lastAt: at(1), objectKind: 'Pod', objectName: 'bert-worker-0' },
    { ...event, key: 'b', lastAt: at(2) },
  ]);
});
afterAll(() => database.close());

const context = (actor: Actor) => testContext(database.db, actor, { now: () => at(30) });
const text = async (content: AsyncIterable<Uint8Array>) => {
  let all = '';
  for await (const piece of content) all += Buffer.from(piece).toString();
  return all;
};

async function* pieces(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}
async function* failing(error: Error): AsyncGenerator<Uint8Array> {
  await Promise.reject(error);
  yield Buffer.from('');
}

interface Asked {
  pod?: string;
  tail?: number;
  live?: () => AsyncGenerator<Uint8Array>;
  stored?: Record<string, string>;
}
const logs = (actor: Actor, { pod = 'new', tail, live = () => pieces('live ', 'log\n'), stored = {} }: Asked = {}) =>
  readJobLogs(
    {
      actor,
      db: database.db,
      kubernetes: { podLogs: live },
      logs: { read: async ({ podUid }) => (stored[podUid] === undefined ? null : pieces(stored[podUid])) },
    },
    { jobId, pod, follow: false, tail },
    AbortSignal.timeout(10_000),
  );

test('a job comes with its pods, its cost and what one may do with it', async () => {
  const found = getJobOutput.parse(await getJob(context(owner), { jobId }));
  expect(found).toMatchObject({
    name: 'bert',
    namespace: 'team-cv',
    templateVersion: 1,
    cost: { gpuHours: '4.00', usd: '5.00', unpriced: [], running: true },
    may: { stop: true, clone: true },
    pods: [{ uid: 'old' }, { uid: 'gone' }, { uid: 'new' }],
  });
  expect((await getJob(context(viewer), { jobId })).may).toEqual({ stop: false, clone: false });
});

test('events come newest first', async () => {
  const { events } = await listJobEvents(context(viewer), { jobId });
  expect(events).toMatchObject([{ object: null, lastAt: at(2) }, { object: 'Pod bert-worker-0' }]);
});

test('the manifest is the Volcano Job in YAML', async () => {
  const { yaml } = await getJobManifest(context(viewer), { jobId });
  expect(yaml).toMatch(/^apiVersion: batch.volcano.sh\/v1alpha1\nkind: Job\n/);
  expect(yaml).toContain('namespace: team-cv');
});

test('another team is told that it may not, nobody that there is none', async () => {
  for (const read of [getJob, listJobEvents, getJobManifest]) {
    await expect(read(context(stranger), { jobId })).rejects.toMatchObject({ code: 'forbidden' });
    const unknown = read(context(stranger), { jobId: '01980000-0000-7000-8000-000000000000' });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  }
  await expect(logs(stranger)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a log is live while the pod is there', async () => {
  const { source, fileName, content } = await logs(viewer);
  expect({ source, fileName, content: await text(content) }).toEqual({
    source: 'live',
    fileName: 'bert-bert-worker-0-2.log',
    content: 'live log\n',
  });
});

test('a pod whose name a later one has, or that is gone, is read from the archive', async () => {
  const stored = { old: 'stored\n', gone: 'one\ntwo\nthree\n' };
  const old = await logs(viewer, { pod: 'old', stored });
  expect([old.source, await text(old.content)]).toEqual(['archive', 'stored\n']);
  const gone = await logs(viewer, { pod: 'gone', stored, tail: 2 });
  expect([gone.source, await text(gone.content)]).toEqual(['archive', 'two\nthree\n']);
  await expect(logs(viewer, { pod: 'gone' })).rejects.toMatchObject({ code: 'not_found' });
});

test('when Kubernetes does not have the log the stored one is read, and without one the reason is said', async () => {
  const missing = () => failing(new KubernetesRefused(404, 'NotFound', 'pods "bert-worker-0" not found'));
  const waiting = () => failing(new KubernetesRefused(400, 'BadRequest', 'container is waiting to start'));
  const away = () => failing(new KubernetesUnavailable('connection refused'));
  expect((await logs(viewer, { live: missing, stored: { new: 'kept\n' } })).source).toBe('archive');
  expect((await logs(viewer, { live: away, stored: { new: 'kept\n' } })).source).toBe('archive');
  await expect(logs(viewer, { live: missing })).rejects.toMatchObject({ code: 'not_found' });
  await expect(logs(viewer, { live: waiting })).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('waiting to start'),
  });
  await expect(logs(viewer, { live: away })).rejects.toMatchObject({ code: 'unavailable' });
});

test('a pod of another job is no pod of this one', async () => {
  await expect(logs(viewer, { pod: 'foreign', stored: { foreign: 'secret' } })).rejects.toMatchObject({
    code: 'not_found',
  });
});
