import type { z } from 'zod';
import type { Db } from '#db/client.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { recordChange } from '#server/features/audit/record-change.ts';
import { canonicalHash } from '#server/lib/canonical-hash.ts';
import { announce } from '#server/lib/changes.ts';
import { AppError, type FieldErrors, invalid } from '#server/lib/errors.ts';
import { type CheckedRequest, checkRequest } from './check-request.ts';
import { totalGpus } from './domain/spec.ts';
import type { submitJobInput, submitJobOutput } from './schemas.ts';
import { findSubmission, insertJob, lockSubmission } from './submission-repository.ts';

type Input = z.infer<typeof submitJobInput>;
type Output = z.infer<typeof submitJobOutput>;

/**
 * Submits a job. The same person's same key with the same content gives the first answer again, so a
 * double click, a retry or two tabs make one job.
 *
 * @throws AppError `forbidden`; `invalid` by field; `conflict` at `name` when only the name is taken;
 *   `unprocessable` when the key was used for something else
 */
export async function submitJob(ctx: Context, input: Input): Promise<Output> {
  authorize(ctx, 'job.submit', { teamId: input.teamId });
  const { submissionKey, ...request } = input;
  const submissionHash = canonicalHash(request);
  return ctx.db.transaction(async (tx) => {
    // A double click arrives twice at once: the second waits here and then finds what the first wrote.
    await lockSubmission(tx, ctx.actor.personId, submissionKey);
    const earlier = await earlierSubmission(ctx, tx, submissionKey, submissionHash);
    if (earlier) return earlier;
    const checked = await checkRequest({ db: tx, actor: ctx.actor }, request);
    refuse(checked.fields);
    const { resolved, team } = checked;
    if (!resolved) throw new AppError('internal', 'The job could not be made from its template.');
    const gpus = totalGpus(resolved.spec);
    const jobId = await insertJob(tx, {
      ...jobColumns(ctx, input, checked, resolved),
      submissionKey,
      submissionHash,
      gpus,
    });
    if (jobId === null) return lostName(ctx, tx, input);
    await recordChange(ctx, tx, {
      action: 'job.submit',
      resourceType: 'job',
      resourceId: jobId,
      teamId: team.id,
      after: { ...request, templateVersion: resolved.template.version, parameters: resolved.parameters, gpus },
    });
    await ctx.queue.send(tx, 'apply-job', { jobId });
    await announce(tx, { topic: 'job', jobId, teamId: team.id, ownerId: ctx.actor.personId });
    return { jobId, name: input.name, alreadySubmitted: false };
  });
}

async function earlierSubmission(ctx: Context, tx: Db, key: string, hash: string): Promise<Output | null> {
  const found = await findSubmission(tx, ctx.actor.personId, key);
  if (!found) return null;
  if (found.submissionHash === hash) return { jobId: found.id, name: found.name, alreadySubmitted: true };
  throw new AppError('unprocessable', `This form was already submitted as ${found.name}, with other content.`);
}

function refuse(fields: FieldErrors): void {
  const [first, ...others] = Object.keys(fields);
  if (first === undefined) return;
  if (first === 'name' && others.length === 0 && fields.name) throw new AppError('conflict', fields.name, { fields });
  throw invalid(fields);
}

/** The name went to another job between the check and the insertion; what that one wrote is visible now. */
async function lostName(ctx: Context, tx: Db, input: Input): Promise<never> {
  const { fields } = await checkRequest({ db: tx, actor: ctx.actor }, input);
  refuse(fields);
  throw new AppError('conflict', 'Somebody submitted a job at the same moment. Please try again.');
}

function jobColumns(
  ctx: Context,
  input: Input,
  { team }: CheckedRequest,
  resolved: NonNullable<CheckedRequest['resolved']>,
) {
  const { spec, parameters, template } = resolved;
  const templateSlug = template.content.slug;
  const { name, email, personId } = ctx.actor;
  return {
    teamId: team.id,
    ownerId: personId,
    name: input.name,
    templateVersionId: template.versionId,
    templateSlug,
    parameters,
    spec,
    gpuModel: spec.gpuModel,
    capacityType: spec.capacityType,
    priorityClass: spec.priorityClass,
    maxRuntimeSeconds: spec.maxRuntimeSeconds,
    tags: [...new Set(input.tags)],
    searchText: [input.name, ...input.tags, name, email, templateSlug].join(' '),
    clonedFrom: input.clonedFrom,
    reason: { code: 'Submitted', text: 'Waiting: the job is about to be sent to the cluster.' },
  };
}
