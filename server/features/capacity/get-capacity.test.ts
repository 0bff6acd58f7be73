import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterNode, jobPod } from '#db/schema/index.ts';
import { testContext, testDatabase } from '#db/testing.ts';
import { jobRows } from '#server/features/jobs/testing.ts';
import { getCapacity } from './get-capacity.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 12, minute));

test('GPUs are counted where pods hold them, and waited for by jobs that have not got them', async () => {
  const { db } = database;
  const rows = jobRows(db);
  const actor = await rows.actor('ann@example.com');
  expect(await getCapacity(testContext(db, actor))).toEqual({ observedAt: null, pools: [], teams: [] });

  const cv = await rows.team('cv', 8);
  const nlp = await rows.team('nlp', 8);
  await rows.team('ops', 8);
  const own = (teamId: string) => ({ teamId, ownerId: actor.personId });
  const running = await rows.job({ ...own(cv), name: 'running', state: 'running', gpus: 12 });
  const starting = await rows.job({ ...own(nlp), name: 'starting', state: 'starting', gpus: 4 });
  const finished = await rows.job({ ...own(nlp), name: 'ending', state: 'failed', gpus: 4 });
  await rows.job({ ...own(nlp), name: 'queued', gpus: 16 });
  await rows.job({ ...own(nlp), name: 'queued-and-stopped', gpus: 32, desiredState: 'stopped' });
  await rows.job({ ...own(cv), name: 'done', state: 'succeeded', gpus: 64 });

  const seen = { ready: true, schedulable: true, observedAt: at(1) };
  const a100 = { gpuModel: 'A100', capacityType: 'reserved' as const, gpus: 8 };
  await db.insert(clusterNode).values([
    { ...seen, ...a100, name: 'n1' },
    { ...seen, ...a100, name: 'n2', schedulable: false, observedAt: at(3) },
    { ...seen, ...a100, name: 'n3', ready: false },
    { ...seen, ...a100, name: 'n4', capacityType: 'spot' },
    { ...seen, name: 'cpu', gpus: 0 },
  ]);
  const pod = { task: 'worker', index: 0, attempt: 1, createdAt: at(0), observedAt: at(1), scheduledAt: at(0) };
  await db.insert(jobPod).values([
    { ...pod, uid: '1', jobId: running, name: 'a', phase: 'running', node: 'n1', gpus: 8 },
    { ...pod, uid: '2', jobId: running, name: 'b', phase: 'running', node: 'n2', gpus: 4 },
    { ...pod, uid: '3', jobId: starting, name: 'c', phase: 'pending', node: 'n4', gpus: 1 },
    { ...pod, uid: '4', jobId: starting, name: 'd', phase: 'pending', node: null, gpus: 3, scheduledAt: null },
    { ...pod, uid: '5', jobId: finished, name: 'e', phase: 'running', node: 'n4', gpus: 2 },
    { ...pod, uid: '6', jobId: finished, name: 'f', phase: 'failed', node: 'n4', gpus: 2, finishedAt: at(1) },
    { ...pod, uid: '7', jobId: finished, name: 'g', phase: 'gone', node: 'n4', gpus: 2 },
  ]);

  const capacity = await getCapacity(testContext(db, actor));
  expect(capacity.observedAt).toEqual(at(3));
  expect(capacity.pools).toEqual([
    { gpuModel: 'A100', capacityType: 'reserved', total: 24, used: 12, unavailable: 12 },
    { gpuModel: 'A100', capacityType: 'spot', total: 8, used: 3, unavailable: 0 },
  ]);
  expect(capacity.teams).toMatchObject([
    { slug: 'cv', held: 12, borrowed: 4, waiting: 0, guaranteed: 8, max: 100, weight: 1 },
    { slug: 'nlp', held: 3, borrowed: 0, waiting: 3 + 16 },
    { slug: 'ops', held: 0, borrowed: 0, waiting: 0 },
  ]);
});
