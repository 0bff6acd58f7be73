import { authorize, type Context } from '#server/auth/context.ts';
import { AppError } from '#server/lib/errors.ts';
import { findJob } from './repository.ts';

export type LoadedJob = NonNullable<Awaited<ReturnType<typeof findJob>>>;

/** A job that the actor may read. @throws AppError `not_found`, `forbidden` for another team's */
export async function loadJob(ctx: Pick<Context, 'actor' | 'db'>, jobId: string): Promise<LoadedJob> {
  const found = await findJob(ctx.db, jobId);
  if (!found) throw new AppError('not_found', 'There is no such job.');
  authorize(ctx, 'job.read', { teamId: found.team.id, ownerId: found.ownerId });
  return found;
}
