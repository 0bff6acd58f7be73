import { readFileSync } from 'node:fs';
import { count } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { audit, membership, person, team } from '#db/schema/index.ts';
import { testContext, testDatabase } from '#db/testing.ts';
import { platformActor } from '#server/auth/platform-actor.ts';
import { importOrganisation, organisationSchema } from './import-organisation.ts';

const file = new URL('../../../local/demo/organisation.yaml', import.meta.url);
const organisation = organisationSchema.parse(parse(readFileSync(file, 'utf8')));

async function freshContext() {
  const { db, close } = await testDatabase();
  onTestFinished(close);
  return testContext(db, platformActor);
}

test('the demo organisation comes in through the use cases, audited, and only once', async () => {
  const ctx = await freshContext();
  expect(await importOrganisation(ctx, organisation)).toBe(true);
  const counts = async () =>
    Promise.all(
      [team, person, membership, audit].map(async (t) => (await ctx.db.select({ n: count() }).from(t))[0]?.n),
    );
  const [teams, people, memberships = 0, audited] = await counts();
  expect([teams, people]).toEqual([50, 500]);
  expect(audited).toBe(50 + 500 + memberships);
  expect(await importOrganisation(ctx, organisation)).toBe(false);
  expect(await counts()).toEqual([teams, people, memberships, audited]);
});

test('a file that is wrong in one place changes nothing', async () => {
  const ctx = await freshContext();
  const broken = {
    ...organisation,
    people: [
      { email: 'x@example.com', name: 'X', platformRoles: [], memberships: [{ team: 'nope', role: 'lead' as const }] },
    ],
  };
  await expect(importOrganisation(ctx, broken)).rejects.toThrow('"nope"');
  expect(await ctx.db.select().from(team)).toEqual([]);
});
