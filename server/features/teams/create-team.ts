import type { z } from 'zod';
import { team } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { recordChange } from '#server/features/audit/record-change.ts';
import { announce } from '#server/lib/changes.ts';
import { AppError } from '#server/lib/errors.ts';
import { checkGuarantees } from './check-guarantees.ts';
import type { createTeamInput } from './schemas.ts';

/**
 * Creates a team; its namespace, RBAC and Volcano queue follow from the worker.
 * @throws AppError `conflict` at `slug` when it is taken, `invalid` at `guaranteedGpus` when the
 *   cluster cannot guarantee that many
 */
export async function createTeam(ctx: Context, input: z.infer<typeof createTeamInput>): Promise<{ teamId: string }> {
  authorize(ctx, 'team.create');
  return ctx.db.transaction(async (tx) => {
    await checkGuarantees(tx, { guaranteedGpus: input.guaranteedGpus });
    const [created] = await tx.insert(team).values(input).onConflictDoNothing().returning();
    if (!created) {
      const message = `There is already a team "${input.slug}".`;
      throw new AppError('conflict', message, { fields: { slug: message } });
    }
    const teamId = created.id;
    await recordChange(ctx, tx, {
      action: 'team.create',
      resourceType: 'team',
      resourceId: teamId,
      teamId,
      after: input,
    });
    await ctx.queue.send(tx, 'apply-team', { teamId });
    await announce(tx, { topic: 'team', teamId });
    return { teamId };
  });
}
