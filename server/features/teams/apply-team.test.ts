import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { audit, person, team } from '#db/schema/index.ts';
import { testDatabase } from '#db/testing.ts';
import { createFakeKubernetes, type FakeKubernetes } from '#server/adapters/kubernetes/fake.ts';
import { KubernetesRefused, KubernetesUnavailable } from '#server/adapters/kubernetes/port.ts';
import { applyTeam, driftedTeam, teamsToApply } from './apply-team.ts';
import { queueAgrees, teamObjects } from './team-objects.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const quota = { guaranteedGpus: 100, maxGpus: 250, weight: 20 };
let database: Awaited<ReturnType<typeof testDatabase>>;
let db: Db;
let fake: FakeKubernetes;
let teamId: string;
let count = 0;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.close());
beforeEach(async () => {
  fake = createFakeKubernetes();
  const slug = `team${++count}`;
  const [row] = await db
    .insert(team)
    .values({ slug, name: slug, ...quota })
    .returning();
  teamId = row?.id ?? '';
});

const context = () => ({ db, kubernetes: fake, now: () => new Date(), log });
const rowOf = async () => (await db.select().from(team).where(eq(team.id, teamId)))[0];

test('a team is applied, and its row says so', async () => {
  expect(await teamsToApply(db)).toContain(teamId);
  expect(await applyTeam(context(), teamId)).toBe(true);
  expect(await rowOf()).toMatchObject({ appliedVersion: 1, applyProblem: null });
  expect(await teamsToApply(db)).not.toContain(teamId);
  expect(fake.writes[0]?.as).toEqual({ user: 'platform@mlplatform.internal', groups: ['mlplatform:admin'] });
});

test('it is applied as the administrator who asked last, while they are one', async () => {
  const [ada] = await db
    .insert(person)
    .values({ email: `ada${count}@example.com`, name: 'Ada', platformRoles: ['admin'] })
    .returning();
  const change = { action: 'team.set-quota', resourceType: 'team', resourceId: teamId, teamId, actorEmail: 'x' };
  await db.insert(audit).values({ ...change, actorId: ada?.id });
  await applyTeam(context(), teamId);
  expect(fake.writes[0]?.as.user).toBe(ada?.email);
  await db
    .update(person)
    .set({ platformRoles: [] })
    .where(eq(person.id, ada?.id ?? ''));
  fake.writes.length = 0;
  await applyTeam(context(), teamId);
  expect(fake.writes[0]?.as.user).toBe('platform@mlplatform.internal');
});

test.each([
  [new KubernetesUnavailable('connection refused'), 'Waiting for the cluster: connection refused'],
  [new KubernetesRefused(403, 'Forbidden', 'not yours'), 'Kubernetes refused it: not yours'],
])('what goes wrong is in the row until it is right', async (error, problem) => {
  fake.failWith((call) => (call === 'apply' ? error : null));
  expect(await applyTeam(context(), teamId)).toBe(false);
  expect(await rowOf()).toMatchObject({ appliedVersion: 0, applyProblem: problem });
  fake.failWith(() => null);
  expect(await applyTeam(context(), teamId)).toBe(true);
  expect(await rowOf()).toMatchObject({ appliedVersion: 1, applyProblem: null });
});

test('a queue changed behind the portal is noticed, one that is just being changed is not', async () => {
  await applyTeam(context(), teamId);
  const slug = (await rowOf())?.slug ?? '';
  const queue = await fake.getQueue(slug);
  if (queue === null) throw new Error('no queue');
  expect(await driftedTeam(db, queue)).toBeNull();
  const changed = { ...queue, spec: { ...queue.spec, weight: 99 } };
  expect(await driftedTeam(db, changed)).toBe(teamId);
  expect(await driftedTeam(db, { metadata: { name: slug } })).toBe(teamId);
  expect(await driftedTeam(db, { metadata: { name: 'somebody-elses' } })).toBeNull();
  await db.update(team).set({ weight: 30, version: 2 }).where(eq(team.id, teamId));
  expect(await driftedTeam(db, changed)).toBeNull();
});

test('the queue limits GPUs and nothing else', () => {
  const [queue] = teamObjects({ slug: 'nlp', ...quota });
  expect(queue).toMatchObject({
    kind: 'Queue',
    spec: {
      weight: 20,
      reclaimable: true,
      deserved: { 'nvidia.com/gpu': '100' },
      capability: { 'nvidia.com/gpu': '250' },
    },
  });
  const seen = (spec: object) => queueAgrees({ slug: 'nlp', ...quota }, { metadata: { name: 'nlp' }, spec });
  const right = { weight: 20, deserved: { 'nvidia.com/gpu': '100' }, capability: { 'nvidia.com/gpu': '250' } };
  expect(seen(right)).toBe(true);
  expect(seen({ ...right, reclaimable: false })).toBe(false);
  expect(seen({ ...right, capability: { ...right.capability, cpu: '4' } })).toBe(false);
  expect(seen({ ...right, guarantee: { resource: { 'nvidia.com/gpu': '1' } } })).toBe(false);
});

test('the namespace has baseline pod security and rights for the two groups', () => {
  const objects = teamObjects({ slug: 'nlp', ...quota });
  const namespace = objects.find(({ kind }) => kind === 'Namespace');
  expect(namespace?.metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'baseline' });
  const groups = objects
    .filter(({ kind }) => kind === 'RoleBinding')
    .map(({ roleRef, subjects }) => [roleRef, subjects]);
  expect(groups).toMatchObject([
    [{ name: 'mlplatform-team-member' }, [{ name: 'mlplatform:team:nlp:member' }]],
    [{ name: 'mlplatform-team-viewer' }, [{ name: 'mlplatform:team:nlp:viewer' }]],
  ]);
});
