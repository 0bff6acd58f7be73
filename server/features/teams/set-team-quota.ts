import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { team } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { recordChange } from '#server/features/audit/record-change.ts';
import { announce } from '#server/lib/changes.ts';
import { AppError } from '#server/lib/errors.ts';
import { checkGuarantees } from './check-guarantees.ts';
import type { setTeamQuotaInput } from './schemas.ts';

/**
 * Changes a team's guaranteed, max and weight; the worker brings the Volcano queue in line.
 * @throws AppError `conflict` when somebody changed the team since `version` was read
 */
export async function setTeamQuota(
  ctx: Context,
  input: z.infer<typeof setTeamQuotaInput>,
): Promise<{ version: number }> {
  authorize(ctx, 'team.set-quota', { teamId: input.teamId });
  const { teamId, version, guaranteedGpus, maxGpus, weight } = input;
  return ctx.db.transaction(async (tx) => {
    await checkGuarantees(tx, { teamId, guaranteedGpus });
    const [before] = await tx.select().from(team).where(eq(team.id, teamId)).for('update');
    if (!before) throw new AppError('not_found', 'There is no such team.');
    if (before.version !== version) {
      throw new AppError(
        'conflict',
        `Somebody changed this team meanwhile: it now has ${before.guaranteedGpus} guaranteed, ${before.maxGpus} max, weight ${before.weight}.`,
      );
    }
    const next = { guaranteedGpus, maxGpus, weight };
    await tx
      .update(team)
      .set({ ...next, version: version + 1 })
      .where(eq(team.id, teamId));
    await recordChange(ctx, tx, {
      action: 'team.set-quota',
      resourceType: 'team',
      resourceId: teamId,
      teamId,
      before: { guaranteedGpus: before.guaranteedGpus, maxGpus: before.maxGpus, weight: before.weight },
      after: next,
    });
    await ctx.queue.send(tx, 'apply-team', { teamId });
    await announce(tx, { topic: 'team', teamId });
    return { version: version + 1 };
  });
}
