import type { z } from 'zod';
import { authorize } from '#server/auth/context.ts';
import { loadActor } from '#server/auth/load-actor.ts';
import { can } from '#server/auth/permissions.ts';
import { AppError } from '#server/lib/errors.ts';
import type { TrpcContext } from '#server/trpc/init.ts';
import type { jobChangeSchema } from './schemas.ts';

/** For how long a person's roles are believed: a removed member stops hearing after this. */
const rolesMaxAgeMs = 60_000;

/**
 * Which jobs change, of those the actor may read at that moment, until `signal` aborts. That changes
 * may have been missed is said by `system.onChange`, which every page hears.
 * @param input.jobId only this one
 * @throws AppError `unauthenticated` when the person is gone
 */
export async function* watchJobs(
  ctx: Pick<TrpcContext, 'actor' | 'db' | 'now' | 'changes'>,
  input: { jobId?: string },
  signal: AbortSignal,
): AsyncGenerator<z.infer<typeof jobChangeSchema>, void, undefined> {
  authorize(ctx, 'job.list');
  let { actor } = ctx;
  let readAt = ctx.now().getTime();
  const changes = ctx.changes.subscribe(
    (change) => change.topic === 'job' && (input.jobId === undefined || input.jobId === change.jobId),
    signal,
  );
  for await (const change of changes) {
    if (change.topic !== 'job') continue;
    if (ctx.now().getTime() - readAt > rolesMaxAgeMs) {
      const current = await loadActor(ctx.db, actor.personId);
      if (!current) throw new AppError('unauthenticated', 'Please sign in.');
      actor = current;
      readAt = ctx.now().getTime();
    }
    if (can(actor, 'job.read', change)) yield { jobId: change.jobId, teamId: change.teamId };
  }
}
