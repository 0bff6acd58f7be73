import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { membership, person, team } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { recordChange } from '#server/features/audit/record-change.ts';
import { announce } from '#server/lib/changes.ts';
import { AppError, invalid } from '#server/lib/errors.ts';
import type { setMemberInput } from './schemas.ts';

/**
 * Gives somebody a role in a team, changes it, or (role null) takes it away. Saying the same twice changes nothing.
 * @throws AppError `not_found` (team), `invalid` at `email` when nobody has that address
 */
export async function setMember(ctx: Context, input: z.infer<typeof setMemberInput>): Promise<void> {
  const { teamId, role } = input;
  authorize(ctx, 'team.manage-members', { teamId });
  const email = input.email.toLowerCase();
  await ctx.db.transaction(async (tx) => {
    const [known] = await tx.select({ id: team.id }).from(team).where(eq(team.id, teamId)).for('share');
    if (!known) throw new AppError('not_found', 'There is no such team.');
    const [who] = await tx.select({ id: person.id }).from(person).where(eq(person.email, email));
    if (!who) throw invalid({ email: `Nobody with the address ${email} is known here.` });
    const here = and(eq(membership.teamId, teamId), eq(membership.personId, who.id));
    const [before] = await tx.select({ role: membership.role }).from(membership).where(here).for('update');
    if ((before?.role ?? null) === role) return;
    if (role === null) await tx.delete(membership).where(here);
    else {
      await tx
        .insert(membership)
        .values({ teamId, personId: who.id, role })
        .onConflictDoUpdate({ target: [membership.teamId, membership.personId], set: { role } });
    }
    await recordChange(ctx, tx, {
      action: 'team.manage-members',
      resourceType: 'team',
      resourceId: teamId,
      teamId,
      before: { email, role: before?.role ?? null },
      after: { email, role },
    });
    await announce(tx, { topic: 'team', teamId });
  });
}
