import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, person } from '#db/schema/index.ts';
import { testDatabase } from '#db/testing.ts';
import { loadActor } from '#server/auth/load-actor.ts';
import { recordSignIn } from './record-sign-in.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('somebody made known by e-mail keeps their roles at the first sign-in and is known by subject from then on', async () => {
  const { db } = database;
  const [known] = await db
    .insert(person)
    .values({ email: 'ann@example.com', name: 'Ann', platformRoles: ['oncall'] })
    .returning();
  expect(await recordSignIn(db, { subject: 's-ann', email: 'Ann@Example.com', name: 'Ann A.' })).toBe(known?.id);
  // A new address at the identity provider is still the same person.
  expect(await recordSignIn(db, { subject: 's-ann', email: 'ann.a@example.com', name: 'Ann A.' })).toBe(known?.id);
  expect(await loadActor(db, known?.id ?? '')).toMatchObject({ name: 'Ann A.', platformRoles: ['oncall'] });
});

test('a stranger becomes a person without any role, once, and with an audit row', async () => {
  const { db } = database;
  const signIn = () => recordSignIn(db, { subject: 's-new', email: 'new@example.com', name: 'New' });
  const personId = await signIn();
  expect(await signIn()).toBe(personId);
  expect(await loadActor(db, personId)).toMatchObject({ platformRoles: [], teams: new Map() });
  expect(await db.select().from(audit).where(eq(audit.resourceId, personId))).toHaveLength(1);
});

test('an address that belongs to another subject is not taken over', async () => {
  const { db } = database;
  await recordSignIn(db, { subject: 's-owner', email: 'owner@example.com', name: 'Owner' });
  const thief = recordSignIn(db, { subject: 's-thief', email: 'owner@example.com', name: 'Thief' });
  await expect(thief).rejects.toThrow('belongs to another subject');
});
