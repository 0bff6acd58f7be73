import type { z } from 'zod';
import type { Context } from '#server/auth/context.ts';
import { can } from '#server/auth/permissions.ts';
import { jobCost } from '#server/features/costs/job-cost.ts';
import { namespaceOf } from '#server/features/teams/names.ts';
import { jobSpecSchema } from './domain/spec.ts';
import { isFinished, toSummary } from './list-jobs.ts';
import { loadJob } from './load-job.ts';
import { findPods } from './repository.ts';
import { getJobOutput } from './schemas.ts';

/** Everything about a job, and what the actor may do with it. @throws AppError `not_found`, `forbidden` */
export async function getJob(ctx: Context, { jobId }: { jobId: string }): Promise<z.infer<typeof getJobOutput>> {
  const found = await loadJob(ctx, jobId);
  const [pods, cost] = await Promise.all([findPods(ctx.db, jobId), jobCost(ctx, jobId)]);
  const resource = { teamId: found.team.id, ownerId: found.ownerId };
  const stoppable = !isFinished(found.state) && found.desiredState === 'running';
  const { attempt, templateVersion, maxRuntimeSeconds, clonedFrom, forgotten, exitCode } = found;
  const { createdInClusterAt, admittedAt, scheduledAt } = found;
  return {
    ...toSummary(found),
    ...{ attempt, templateVersion, maxRuntimeSeconds, clonedFrom, forgotten, exitCode },
    ...{ createdInClusterAt, admittedAt, scheduledAt },
    namespace: namespaceOf(found.team.slug),
    parameters: getJobOutput.shape.parameters.parse(found.parameters),
    spec: jobSpecSchema.parse(found.spec),
    cost,
    pods,
    may: { stop: stoppable && can(ctx.actor, 'job.stop', resource), clone: can(ctx.actor, 'job.submit', resource) },
  };
}
