import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clusterNode } from '#db/schema/index.ts';
import { testContext, testDatabase } from '#db/testing.ts';
import {
  type Impersonation,
  type Kubernetes,
  KubernetesRefused,
  KubernetesUnavailable,
} from '#server/adapters/kubernetes/port.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { publishDefaultPrices } from '#server/features/costs/publish-default-prices.ts';
import { publishBuiltinTemplates } from '#server/features/templates/publish-builtin.ts';
import { previewJob } from './preview-job.ts';
import type { JobRequest } from './schemas.ts';
import { jobRows } from './testing.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let alice: Actor;
let viewer: Actor;
let nlp: string;
const asked: { as: Impersonation; name: string; dryRun: boolean }[] = [];

/** A Kubernetes of which only the dry-run answers. */
function kubernetes(
  createJob: Kubernetes['createJob'],
  state: 'connected' | 'not_configured' = 'connected',
): Kubernetes {
  const never = () => {
    throw new Error('a preview writes nothing');
  };
  return {
    status: () => ({ state, since: new Date(), detail: '' }),
    createJob,
    getJob: never,
    stopJob: never,
    deleteJob: never,
    apply: never,
    getQueue: never,
    podLogs: never,
    watch: never,
    watchAges: never,
  };
}
const accepts = kubernetes(async (as, job, options) => {
  asked.push({ as, name: job.metadata.name, dryRun: options?.dryRun === true });
  return job;
});
const fails = (error: Error) => kubernetes(() => Promise.reject(error));
const request = (changed: Partial<JobRequest> = {}): JobRequest => ({
  templateSlug: 'pytorch-ddp',
  teamId: nlp,
  name: 'bert',
  parameters: { num_gpus: 32 },
  priorityClass: 'research',
  gpuModel: 'A100-40',
  capacityType: null,
  maxRuntimeSeconds: 5_400,
  tags: [],
  clonedFrom: null,
  ...changed,
});
const preview = (changed: Partial<JobRequest> = {}, cluster: Kubernetes = accepts, actor = alice) =>
  previewJob(testContext(database.db, actor, { kubernetes: cluster }), request(changed));

beforeAll(async () => {
  database = await testDatabase();
  const rows = jobRows(database.db);
  nlp = await rows.team('nlp');
  alice = await rows.actor('alice@example.com', { teams: { [nlp]: 'member' } });
  viewer = await rows.actor('v@example.com', { teams: { [nlp]: 'viewer' } });
  await publishBuiltinTemplates(database.db);
  await publishDefaultPrices(database.db, 'Europe/Berlin');
});
afterAll(() => database.close());

test('a job that fits: spec, manifest, the dry-run as the person, price; no room while the cluster is unknown', async () => {
  const seen = await preview();
  expect(seen).toMatchObject({
    fields: {},
    gpus: 32,
    spec: { workers: 4, gpusPerWorker: 8 },
    team: { guaranteed: 8, max: 100, held: 0, waiting: 0 },
    cluster: null,
    usdPerHour: '60.80',
    usdAtMost: '91.20',
    dryRun: { outcome: 'accepted' },
  });
  expect(parse(seen.manifest ?? '')).toMatchObject({
    kind: 'Job',
    metadata: { name: 'bert', namespace: 'team-nlp' },
    spec: { queue: 'nlp', minAvailable: 4 },
  });
  expect(asked).toEqual([
    { as: { user: 'alice@example.com', groups: ['mlplatform:team:nlp:member'] }, name: 'bert', dryRun: true },
  ]);
});

test('room of the chosen model and capacity type', async () => {
  const node = { gpuModel: 'A100-40', gpus: 8, ready: true, schedulable: true, observedAt: new Date() };
  await database.db.insert(clusterNode).values([
    { ...node, name: 'a', capacityType: 'reserved' },
    { ...node, name: 'b', capacityType: 'spot' },
    { ...node, name: 'c', capacityType: 'spot', schedulable: false },
    { ...node, name: 'd', capacityType: 'spot', gpuModel: 'H100' },
  ]);
  expect((await preview()).cluster).toMatchObject({ free: 16, total: 24 });
  expect((await preview({ capacityType: 'spot' })).cluster).toMatchObject({ free: 8, total: 16 });
});

test('what is wrong comes back by field, and the API server is not asked', async () => {
  asked.length = 0;
  const quota = await preview({ parameters: { num_gpus: 128 }, gpuModel: 'TPU' });
  expect(quota.fields).toEqual({
    'parameters.num_gpus': 'asks 128 GPUs, nlp may hold 100 at most',
    gpuModel: expect.stringContaining('no GPU model "TPU"'),
  });
  expect(quota).toMatchObject({ gpus: 128, usdPerHour: null, dryRun: { outcome: 'unknown' } });
  expect(quota.manifest).toContain('kind: Job');
  const wrong = await preview({ parameters: { num_gpus: 0 } });
  expect(wrong).toMatchObject({ spec: null, manifest: null, gpus: 0, usdPerHour: null });
  expect(asked).toEqual([]);
});

test.each<[string, Kubernetes, string, RegExp]>([
  [
    'the API server says no',
    fails(new KubernetesRefused(400, 'Invalid', 'admission webhook "x.volcano.sh" denied the request: bad job')),
    'refused',
    /bad job/,
  ],
  [
    'the namespace is not there yet',
    fails(new KubernetesRefused(404, 'NotFound', 'namespaces "team-nlp" not found')),
    'unknown',
    /team nlp/,
  ],
  [
    'the rights are not there yet',
    fails(new KubernetesRefused(403, 'Forbidden', 'User "a" cannot create resource')),
    'unknown',
    /team nlp/,
  ],
  ['the cluster is away', fails(new KubernetesUnavailable('connect ECONNREFUSED')), 'unknown', /cannot be reached/],
  [
    'there is no cluster',
    kubernetes(() => Promise.reject(new Error('asked')), 'not_configured'),
    'unknown',
    /No cluster/,
  ],
])('%s', async (_, cluster, outcome, text) => {
  expect((await preview({}, cluster)).dryRun).toEqual({ outcome, text: expect.stringMatching(text) });
});

test('only for those who may submit', async () => {
  await expect(preview({}, accepts, viewer)).rejects.toMatchObject({ code: 'forbidden' });
});
