import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, clusterNode, person, team } from '#db/schema/index.ts';
import { testContext, testDatabase } from '#db/testing.ts';
import { loadActor } from '#server/auth/load-actor.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { createPerson } from '#server/features/people/create-person.ts';
import { createTeam } from './create-team.ts';
import { getTeam } from './get-team.ts';
import { setMember } from './set-member.ts';
import { setTeamQuota } from './set-team-quota.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let admin: Actor;
const sent: string[] = [];
const queue = { send: async (_tx: unknown, name: string) => void sent.push(name) };
const context = (actor: Actor) => testContext(database.db, actor, { queue });

beforeAll(async () => {
  database = await testDatabase();
  const [row] = await database.db
    .insert(person)
    .values({ email: 'admin@example.com', name: 'Admin', platformRoles: ['admin'] })
    .returning();
  const actor = row && (await loadActor(database.db, row.id));
  if (!actor) throw new Error('no admin');
  admin = actor;
});
afterAll(() => database.close());

const quota = { guaranteedGpus: 10, maxGpus: 20, weight: 1 };

test('a team is created with its audit row and background work, and a second of that name is refused at the field', async () => {
  const { teamId } = await createTeam(context(admin), { slug: 'nlp', name: 'NLP', ...quota });
  expect(sent).toContain('apply-team');
  const rows = await database.db.select().from(audit).where(eq(audit.resourceId, teamId));
  expect(rows).toMatchObject([{ action: 'team.create', actorEmail: 'admin@example.com', after: { slug: 'nlp' } }]);
  await expect(createTeam(context(admin), { slug: 'nlp', name: 'Other', ...quota })).rejects.toMatchObject({
    code: 'conflict',
    fields: { slug: 'There is already a team "nlp".' },
  });
});

test('guarantees never exceed the cluster, also when two are given at once', async () => {
  await database.db
    .insert(clusterNode)
    .values({ name: 'n1', gpus: 40, ready: true, schedulable: true, observedAt: new Date() });
  const wish = (slug: string) =>
    createTeam(context(admin), { slug, name: slug, guaranteedGpus: 20, maxGpus: 20, weight: 1 });
  const results = await Promise.allSettled([wish('one'), wish('two')]);
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = results.find((r) => r.status === 'rejected');
  expect(refused?.reason).toMatchObject({
    code: 'invalid',
    fields: { guaranteedGpus: expect.stringContaining('at most 10 are left') },
  });
});

test('of two people changing a quota, the second is told what the first made of it', async () => {
  const before = await getTeam(context(admin), { slug: 'nlp' });
  const change = { teamId: before.id, version: before.version, guaranteedGpus: 5, maxGpus: 20, weight: 2 };
  await setTeamQuota(context(admin), change);
  await expect(setTeamQuota(context(admin), { ...change, weight: 9 })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('weight 2'),
  });
});

test('a lead manages the members of their own team only; roles count from the next request on', async () => {
  const { personId } = await createPerson(context(admin), { email: 'Lea@Example.com', name: 'Lea', platformRoles: [] });
  const [nlp] = await database.db.select().from(team).where(eq(team.slug, 'nlp'));
  const [other] = await database.db
    .insert(team)
    .values({ slug: 'other', name: 'Other', ...quota })
    .returning();
  if (!nlp || !other) throw new Error('no teams');
  await setMember(context(admin), { teamId: nlp.id, email: 'lea@example.com', role: 'lead' });
  const lead = await loadActor(database.db, personId);
  if (!lead) throw new Error('no lead');
  await setMember(context(lead), { teamId: nlp.id, email: 'admin@example.com', role: 'viewer' });
  await expect(
    setMember(context(lead), { teamId: other.id, email: 'admin@example.com', role: 'viewer' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await setMember(context(admin), { teamId: nlp.id, email: 'lea@example.com', role: null });
  expect((await loadActor(database.db, personId))?.teams.size).toBe(0);
});
