import { eq, or, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { audit, person } from '#db/schema/index.ts';
import type { Action } from '#server/auth/permissions.ts';

/**
 * Notes that somebody signed in through the identity provider: known by subject, or by e-mail the
 * first time; a stranger becomes a person without any role.
 *
 * @returns the person's id
 */
export async function recordSignIn(db: Db, who: { subject: string; email: string; name: string }): Promise<string> {
  return db.transaction(async (tx) => {
    const email = who.email.toLowerCase();
    const known = await tx
      .select({ id: person.id, subject: person.subject })
      .from(person)
      .where(or(eq(person.subject, who.subject), eq(person.email, email)))
      .for('update');
    const match = known.find((p) => p.subject === who.subject) ?? known.find((p) => p.subject === null);
    if (match) {
      await tx
        .update(person)
        .set({ subject: who.subject, name: who.name, lastSignInAt: sql`now()` })
        .where(eq(person.id, match.id));
      return match.id;
    }
    if (known.length > 0) throw new Error(`${email} belongs to another subject of the identity provider`);
    const [created] = await tx
      .insert(person)
      .values({ email, name: who.name, subject: who.subject, lastSignInAt: sql`now()` })
      .onConflictDoUpdate({ target: person.email, set: { lastSignInAt: sql`now()` } })
      .returning({ id: person.id });
    if (!created) throw new Error('the person was not written');
    await tx.insert(audit).values({
      ...{ actorId: created.id, actorEmail: email, resourceType: 'person', resourceId: created.id },
      action: 'person.create' satisfies Action,
      after: { email, name: who.name, platformRoles: [] },
    });
    return created.id;
  });
}
