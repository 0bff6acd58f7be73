import { finishedStates, type JobState } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { recordChange } from '#server/features/audit/record-change.ts';
import { announce } from '#server/lib/changes.ts';
import { AppError } from '#server/lib/errors.ts';
import { lockJob, requestStop } from './submission-repository.ts';

const finished: ReadonlySet<JobState> = new Set(finishedStates);
const ended: Partial<Record<JobState, string>> = { succeeded: 'has already succeeded', failed: 'has already failed' };

/**
 * Asks for a job to be stopped; the worker stops it. Asking again changes nothing.
 * @throws AppError `not_found`, `forbidden`; `conflict` when the job is over
 */
export async function stopJob(ctx: Context, { jobId }: { jobId: string }): Promise<{ jobId: string }> {
  return ctx.db.transaction(async (tx) => {
    const found = await lockJob(tx, jobId);
    if (!found) throw new AppError('not_found', 'There is no such job.');
    const { teamId, ownerId } = found;
    authorize(ctx, 'job.stop', { teamId, ownerId });
    if (finished.has(found.state)) {
      throw new AppError('conflict', `${found.name} ${ended[found.state] ?? 'is already stopped'}.`);
    }
    if (found.desiredState === 'stopped') return { jobId };
    await requestStop(tx, jobId, ctx.actor.personId, ctx.now());
    await recordChange(ctx, tx, {
      action: 'job.stop',
      resourceType: 'job',
      resourceId: jobId,
      teamId,
      before: { state: found.state, desiredState: 'running' },
      after: { desiredState: 'stopped' },
    });
    await ctx.queue.send(tx, 'apply-job', { jobId });
    await announce(tx, { topic: 'job', jobId, teamId, ownerId });
    return { jobId };
  });
}
