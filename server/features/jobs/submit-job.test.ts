import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Db } from '#db/client.ts';
import { audit, clusterNode, job, team } from '#db/schema/index.ts';
import { testContext, testDatabase } from '#db/testing.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { publishDefaultPrices } from '#server/features/costs/publish-default-prices.ts';
import { publishBuiltinTemplates } from '#server/features/templates/publish-builtin.ts';
import type { submitJobInput } from './schemas.ts';
import { stopJob } from './stop-job.ts';
import { submitJob } from './submit-job.ts';
import { jobRows } from './testing.ts';

type Input = z.infer<typeof submitJobInput>;

let database: Awaited<ReturnType<typeof testDatabase>>;
let rows: ReturnType<typeof jobRows>;
let nlp: string;
let alice: Actor;
let sent: string[] = [];
const queue = { send: async (_tx: Db, _name: string, payload: object) => void sent.push(JSON.stringify(payload)) };
const context = (actor: Actor) => testContext(database.db, actor, { queue });
let number = 0;
const input = (changed: Partial<Input> = {}): Input => {
  number += 1;
  return {
    templateSlug: 'pytorch-ddp',
    teamId: nlp,
    name: `bert-run-x${number}`,
    parameters: { num_gpus: 32 },
    priorityClass: 'research',
    gpuModel: 'A100-40',
    capacityType: null,
    maxRuntimeSeconds: 3_600,
    tags: ['nlp', 'exp 42', 'nlp'],
    clonedFrom: null,
    submissionKey: v7(),
    ...changed,
  };
};

beforeAll(async () => {
  database = await testDatabase();
  rows = jobRows(database.db);
  nlp = await rows.team('nlp');
  await database.db.update(team).set({ maxGpus: 64 }).where(eq(team.id, nlp));
  alice = await rows.actor('alice@example.com', { teams: { [nlp]: 'member' } });
  await publishBuiltinTemplates(database.db);
  await publishDefaultPrices(database.db, 'Europe/Berlin');
  const node = { gpuModel: 'A100-40', gpus: 8, ready: true, schedulable: true, observedAt: new Date() };
  await database.db.insert(clusterNode).values({ ...node, name: 'a', capacityType: 'reserved' });
});
afterAll(() => database.close());
beforeEach(() => {
  sent = [];
});

test('one transaction writes the job, its audit row and its background work', async () => {
  const { jobId, name, alreadySubmitted } = await submitJob(context(alice), input());
  expect(alreadySubmitted).toBe(false);
  const [row] = await database.db.select().from(job).where(eq(job.id, jobId));
  expect(row).toMatchObject({
    name,
    teamId: nlp,
    ownerId: alice.personId,
    templateSlug: 'pytorch-ddp',
    gpus: 32,
    gpuModel: 'A100-40',
    state: 'queued',
    desiredState: 'running',
    tags: ['nlp', 'exp 42'],
    parameters: { num_gpus: 32, gpus_per_worker: 8, epochs: 10 },
    spec: { workers: 4, gpusPerWorker: 8, memoryPerWorker: '400Gi' },
    reason: { code: 'Submitted' },
  });
  expect(row?.searchText).toContain('alice@example.com');
  const audits = await database.db.select().from(audit).where(eq(audit.resourceId, jobId));
  expect(audits).toMatchObject([{ action: 'job.submit', actorEmail: 'alice@example.com', after: { gpus: 32 } }]);
  expect(sent).toEqual([JSON.stringify({ jobId })]);
});

test('a job without GPUs and a template version that is named', async () => {
  const wish = input({ templateSlug: 'demo-training', templateVersion: 1, parameters: { epochs: 3 }, gpuModel: null });
  const { jobId } = await submitJob(context(alice), wish);
  const [row] = await database.db.select().from(job).where(eq(job.id, jobId));
  expect(row).toMatchObject({ gpus: 0, gpuModel: null, spec: { pool: 'real-node', env: { EPOCHS: '3' } } });
});

describe('the same submission twice', () => {
  test('one after the other: the first answer; other content: refused', async () => {
    const wish = input();
    const first = await submitJob(context(alice), wish);
    expect(await submitJob(context(alice), { ...wish })).toEqual({ ...first, alreadySubmitted: true });
    await expect(submitJob(context(alice), { ...wish, name: 'other-name' })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining(wish.name),
    });
    expect(sent).toHaveLength(1);
  });

  test('ten at once: one job', async () => {
    const wish = input();
    const answers = await Promise.all(Array.from({ length: 10 }, () => submitJob(context(alice), wish)));
    expect(new Set(answers.map(({ jobId }) => jobId)).size).toBe(1);
    expect(answers.filter(({ alreadySubmitted }) => !alreadySubmitted)).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  test('another person’s key is another submission', async () => {
    const bob = await rows.actor('bob@example.com', { teams: { [nlp]: 'lead' } });
    const wish = input();
    await submitJob(context(alice), wish);
    const second = await submitJob(context(bob), { ...wish, name: `${wish.name}b` });
    expect(second.alreadySubmitted).toBe(false);
  });
});

describe('a name', () => {
  test('that is taken is refused with a free one', async () => {
    await submitJob(context(alice), input({ name: 'bert-exp42' }));
    const fields = { name: 'bert-exp42 is taken in nlp; bert-exp42-2 is free' };
    await expect(submitJob(context(alice), input({ name: 'bert-exp42' }))).rejects.toMatchObject({
      code: 'conflict',
      message: fields.name,
      fields,
    });
  });

  test('that ten people want at once goes to one; the others hear which is free', async () => {
    const wishes = Array.from({ length: 10 }, () => submitJob(context(alice), input({ name: 'wanted' })));
    const results = await Promise.allSettled(wishes);
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    for (const r of results) {
      if (r.status === 'rejected') {
        expect(r.reason).toMatchObject({
          code: 'conflict',
          fields: { name: 'wanted is taken in nlp; wanted-2 is free' },
        });
      }
    }
    expect(sent).toHaveLength(1);
  });

  test('may be used again in another team', async () => {
    const cv = await rows.team('cv');
    const cara = await rows.actor('cara@example.com', { teams: { [cv]: 'member' } });
    await submitJob(context(alice), input({ name: 'shared-name' }));
    await submitJob(context(cara), input({ name: 'shared-name', teamId: cv }));
  });
});

test.each<[string, Partial<Input>, Record<string, unknown>]>([
  ['quota', { parameters: { num_gpus: 72 } }, { 'parameters.num_gpus': 'asks 72 GPUs, nlp may hold 64 at most' }],
  ['parameter', { parameters: { num_gpus: 129 } }, { 'parameters.num_gpus': 'at most 128' }],
  ['template', { templateSlug: 'nope' }, { templateSlug: 'there is no template "nope"' }],
  ['version', { templateVersion: 9 }, { templateVersion: '"pytorch-ddp" has no version 9' }],
  ['GPU model', { gpuModel: 'TPU' }, { gpuModel: expect.stringContaining('there are A100-40, A100-80, H100') }],
  ['capacity type', { capacityType: 'spot' }, { capacityType: 'the cluster has no spot A100-40 nodes' }],
  ['clone', { clonedFrom: v7() }, { clonedFrom: 'there is no such job to clone' }],
])('a wrong %s is refused at its field, and nothing is written', async (_, changed, fields) => {
  const before = await database.db.$count(job);
  await expect(submitJob(context(alice), input(changed))).rejects.toMatchObject({ code: 'invalid', fields });
  expect(await database.db.$count(job)).toBe(before);
  expect(sent).toEqual([]);
});

test('only members and leads submit; a job that cannot be read cannot be cloned', async () => {
  const cv = await rows.team('cv2');
  const viewer = await rows.actor('v@example.com', { teams: { [nlp]: 'viewer' } });
  const other = await rows.actor('o@example.com', { teams: { [cv]: 'lead' } });
  const admin = await rows.actor('adm@example.com', { platform: ['admin'] });
  for (const actor of [viewer, other, admin]) {
    await expect(submitJob(context(actor), input())).rejects.toMatchObject({ code: 'forbidden' });
  }
  const { jobId } = await submitJob(context(alice), input());
  await expect(submitJob(context(other), input({ teamId: cv, clonedFrom: jobId }))).rejects.toMatchObject({
    fields: { clonedFrom: expect.any(String) },
  });
  await submitJob(context(alice), input({ clonedFrom: jobId }));
});

describe('stopping', () => {
  test('is asked for once, however often, and audited once', async () => {
    const { jobId } = await submitJob(context(alice), input());
    sent = [];
    await Promise.all([1, 2, 3].map(() => stopJob(context(alice), { jobId })));
    const [row] = await database.db.select().from(job).where(eq(job.id, jobId));
    expect(row).toMatchObject({ desiredState: 'stopped', stopRequestedBy: alice.personId, state: 'queued' });
    expect(sent).toEqual([JSON.stringify({ jobId })]);
    const audits = await database.db.select().from(audit).where(eq(audit.resourceId, jobId));
    expect(audits.map(({ action }) => action).sort()).toEqual(['job.stop', 'job.submit']);
  });

  test.each([
    ['succeeded', 'has already succeeded'],
    ['failed', 'has already failed'],
    ['stopped', 'is already stopped'],
  ] as const)('a job that %s is a conflict', async (state, words) => {
    const { jobId, name } = await submitJob(context(alice), input());
    await database.db.update(job).set({ state }).where(eq(job.id, jobId));
    await expect(stopJob(context(alice), { jobId })).rejects.toMatchObject({
      code: 'conflict',
      message: `${name} ${words}.`,
    });
  });

  test('is for owners, leads of the team, oncall and admin', async () => {
    const { jobId } = await submitJob(context(alice), input());
    const peer = await rows.actor('peer@example.com', { teams: { [nlp]: 'member' } });
    const oncall = await rows.actor('oncall@example.com', { platform: ['oncall'] });
    await expect(stopJob(context(peer), { jobId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(stopJob(context(alice), { jobId: v7() })).rejects.toMatchObject({ code: 'not_found' });
    await stopJob(context(oncall), { jobId });
  });
});
