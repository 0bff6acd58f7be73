import type { z } from 'zod';
import { KubernetesRefused, KubernetesUnavailable } from '#server/adapters/kubernetes/port.ts';
import type { VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { impersonate } from '#server/auth/impersonate.ts';
import { getCapacity } from '#server/features/capacity/get-capacity.ts';
import { estimateCost } from '#server/features/costs/estimate-cost.ts';
import { namespaceOf, queueOf } from '#server/features/teams/names.ts';
import { checkRequest } from './check-request.ts';
import { manifestYaml } from './domain/manifest-yaml.ts';
import { isOnItsWay, lacksRights, refusalInWords } from './domain/refusal.ts';
import { renderVolcanoJob } from './domain/render-volcano-job.ts';
import { type JobSpec, totalGpus } from './domain/spec.ts';
import type { JobRequest, previewJobOutput } from './schemas.ts';

type Output = z.infer<typeof previewJobOutput>;
type DryRun = Output['dryRun'];

/** Stands where the id of the job will be. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * What would come of a request, without submitting it: problems by field, the Volcano Job, what the
 * API server says to it, room in the cluster and the price.
 * @throws AppError `forbidden`, `not_found`
 */
export async function previewJob(ctx: Context, request: JobRequest): Promise<Output> {
  authorize(ctx, 'job.submit', { teamId: request.teamId });
  const { team, fields, resolved } = await checkRequest(ctx, request);
  const spec = resolved?.spec ?? null;
  const gpus = spec ? totalGpus(spec) : 0;
  const rendered =
    resolved &&
    renderVolcanoJob({
      jobId: NO_ID,
      name: request.name,
      namespace: namespaceOf(team.slug),
      queue: queueOf(team.slug),
      teamSlug: team.slug,
      ownerEmail: ctx.actor.email,
      templateSlug: resolved.template.content.slug,
      spec: resolved.spec,
    });
  const capacity = await getCapacity(ctx);
  const share = capacity.teams.find(({ id }) => id === team.id);
  const cost = spec ? await estimateCost(ctx, { ...spec, gpus }) : { usdPerHour: null, usdAtMost: null };
  const ready = rendered !== null && Object.keys(fields).length === 0;
  return {
    fields,
    spec,
    manifest: rendered && manifestYaml(rendered),
    dryRun: ready ? await dryRun(ctx, rendered, team.slug) : unknown('Not asked while something is missing or wrong.'),
    gpus,
    team: { guaranteed: team.guaranteedGpus, max: team.maxGpus, held: share?.held ?? 0, waiting: share?.waiting ?? 0 },
    cluster: capacity.observedAt && { ...room(capacity.pools, spec ?? request), observedAt: capacity.observedAt },
    ...cost,
  };
}

/** Free and total GPUs of the model and capacity type asked for; either may be any. */
function room(
  pools: Awaited<ReturnType<typeof getCapacity>>['pools'],
  { gpuModel, capacityType }: Pick<JobSpec, 'gpuModel' | 'capacityType'>,
): { free: number; total: number } {
  const wanted = pools.filter(
    (pool) =>
      (gpuModel === null || pool.gpuModel === gpuModel) &&
      (capacityType === null || pool.capacityType === capacityType),
  );
  return {
    free: wanted.reduce((sum, pool) => sum + Math.max(0, pool.total - pool.used - pool.unavailable), 0),
    total: wanted.reduce((sum, pool) => sum + pool.total, 0),
  };
}

const unknown = (text: string): DryRun => ({ outcome: 'unknown', text });

async function dryRun(ctx: Context, job: VolcanoJob, teamSlug: string): Promise<DryRun> {
  if (ctx.kubernetes.status().state === 'not_configured') return unknown('No cluster is connected.');
  try {
    await ctx.kubernetes.createJob(impersonate(ctx.actor), job, { dryRun: true });
    return { outcome: 'accepted', text: 'Kubernetes would accept this job.' };
  } catch (error) {
    if (error instanceof KubernetesUnavailable) {
      return unknown(
        'The cluster cannot be reached right now. The job can be submitted; it is sent as soon as it can.',
      );
    }
    if (!(error instanceof KubernetesRefused)) throw error;
    if (isOnItsWay(error) || lacksRights(error))
      return unknown(`The cluster does not have everything of team ${teamSlug} yet. That takes a moment.`);
    return { outcome: 'refused', text: refusalInWords(error, teamSlug) };
  }
}
