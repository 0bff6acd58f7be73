import type { Db } from '#db/client.ts';
import { instantOf, JOB_ID_LABEL } from '#server/adapters/kubernetes/metadata.ts';
import { type Impersonation, KubernetesRefused, KubernetesUnavailable } from '#server/adapters/kubernetes/port.ts';
import type { VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import { impersonate } from '#server/auth/impersonate.ts';
import { loadActor } from '#server/auth/load-actor.ts';
import { platformActor } from '#server/auth/platform-actor.ts';
import { type ApplyContext, applyTeam } from '#server/features/teams/apply-team.ts';
import { namespaceOf, queueOf } from '#server/features/teams/names.ts';
import { isFinished } from './domain/derive-state.ts';
import { maximumRuntime } from './domain/failure-reason.ts';
import { isOnItsWay, lacksRights, refusalInWords } from './domain/refusal.ts';
import { renderVolcanoJob } from './domain/render-volcano-job.ts';
import { jobSpecSchema } from './domain/spec.ts';
import { type Intent, loadIntent, lockIntent, recordIntent, stoppedToRemove } from './intent-repository.ts';

/** `again`: not done yet (the cluster is away, or has yet to carry it out); ask again later. */
export type Applied = 'done' | 'again';

export interface JobContext extends ApplyContext {
  /** Called before a running job is stopped, to keep what its pods have written. */
  keepLogs?: (jobId: string) => Promise<void>;
}

/**
 * New rights reach every part of the API server within this time, also when it was just started or
 * cut off from its store; until then a "forbidden" is no answer.
 */
const RIGHTS_SPREAD_MS = 5 * 60_000;

/**
 * Makes Kubernetes agree with what a job's row wants: creates the Volcano Job, or stops it.
 * May be called at any time, any number of times, by several processes at once, and may be killed at
 * any point: names are deterministic, a job that Kubernetes has had is never created again.
 */
export async function applyJob(ctx: JobContext, jobId: string): Promise<Applied> {
  const glance = await loadIntent(ctx.db, jobId);
  if (glance === null || !wantsSomething(glance)) return 'done';
  const noTeamYet = glance.teamAppliedVersion === 0 && glance.desiredState === 'running';
  if (noTeamYet && !(await applyTeam(ctx, glance.teamId))) {
    await ctx.db.transaction((tx) =>
      waits(ctx, tx, glance, 'Accepted; waiting for the team to be set up in the cluster.'),
    );
    return 'again';
  }
  return await ctx.db.transaction(async (tx) => {
    if (!(await lockIntent(tx, jobId))) return 'again';
    const intent = await loadIntent(tx, jobId);
    if (intent === null || !wantsSomething(intent)) return 'done';
    try {
      return intent.desiredState === 'stopped' ? await stop(ctx, tx, intent) : await create(ctx, tx, intent);
    } catch (error) {
      if (!(error instanceof KubernetesUnavailable)) throw error;
      ctx.log.info({ jobId, problem: error.message }, 'job waits for the cluster');
      if (intent.desiredState === 'running') {
        await waits(ctx, tx, intent, 'Accepted; waiting for the cluster, which does not answer.');
        return 'again';
      }
      if (intent.kubernetesUid !== null) return 'again';
      // As far as the portal knows it was never created. Should it exist all the same, it is stopped when it is seen.
      await recordIntent(tx, intent, { ...stopped(intent), finishedAt: ctx.now() }, ctx.now());
      return 'done';
    }
  });
}

/**
 * Stops a Volcano Job that lives on although its row is finished: created by a process that was cut
 * off while the job was being stopped, or brought back by hand.
 */
export async function stopLeftover(ctx: ApplyContext, job: VolcanoJob): Promise<void> {
  const { namespace, name, uid } = job.metadata;
  if (namespace === undefined || uid === undefined || isEnding(job)) return;
  await ctx.kubernetes.stopJob(impersonate(platformActor), { namespace, name, uid });
}

/**
 * Removes stopped Volcano Jobs whose time after their end is over. Volcano does that itself for all
 * others, but an aborted Job could be resumed, so it stays for ever.
 */
export async function removeStopped(ctx: ApplyContext): Promise<void> {
  for (const { name, teamSlug, uid } of await stoppedToRemove(ctx.db, ctx.now())) {
    const target = { namespace: namespaceOf(teamSlug), name, uid: uid ?? '' };
    await ctx.kubernetes.deleteJob(impersonate(platformActor), target);
  }
}

function wantsSomething(intent: Intent): boolean {
  return !isFinished(intent.state) && (intent.desiredState === 'stopped' || intent.kubernetesUid === null);
}

async function create(ctx: ApplyContext, tx: Db, intent: Intent): Promise<Applied> {
  try {
    const created = await ctx.kubernetes.createJob(await personOf(tx, intent.ownerId), manifestOf(intent));
    await recordIntent(tx, intent, { ...seen(created), reason: waitingForScheduler }, ctx.now());
    return 'done';
  } catch (error) {
    if (!(error instanceof KubernetesRefused)) throw error;
    if (await mayPass(ctx, intent, error)) {
      await waits(ctx, tx, intent, 'Accepted; waiting for the team to be set up in the cluster.');
      return 'again';
    }
    ctx.log.warn({ jobId: intent.id, status: error.status, problem: error.message }, 'job refused');
    const reason = { code: 'Refused', text: refusalInWords(error, intent.teamSlug), raw: error.message };
    await recordIntent(tx, intent, { state: 'failed', reason, finishedAt: ctx.now() }, ctx.now());
    return 'done';
  }
}

async function stop(ctx: JobContext, tx: Db, intent: Intent): Promise<Applied> {
  const found = await ctx.kubernetes.getJob(namespaceOf(intent.teamSlug), intent.name);
  const job = found?.metadata.labels?.[JOB_ID_LABEL] === intent.id ? found : null;
  if (job === null) {
    // Never created, or gone: there is nothing left to stop.
    await recordIntent(tx, intent, { ...stopped(intent), finishedAt: ctx.now() }, ctx.now());
    return 'done';
  }
  if (isOver(job)) return 'done'; // the projection writes how it ended
  if (intent.kubernetesUid === null) await recordIntent(tx, intent, { ...seen(job), reason: intent.reason }, ctx.now());
  if (isEnding(job)) return 'again';
  const { namespace = '', name, uid = '' } = job.metadata;
  await ctx.keepLogs?.(intent.id);
  try {
    await ctx.kubernetes.stopJob(await stopperOf(tx, intent), { namespace, name, uid });
  } catch (error) {
    if (!(error instanceof KubernetesRefused)) throw error;
    const reason = {
      code: 'StopRefused',
      text: `The stop was refused. ${refusalInWords(error, intent.teamSlug)}`,
      raw: error.message,
    };
    if (intent.reason.text !== reason.text) await recordIntent(tx, intent, { reason }, ctx.now());
  }
  return 'again';
}

const waitingForScheduler = {
  code: 'WaitingForScheduler',
  text: 'Waiting: the scheduler has not looked at the job yet.',
};

function seen(job: VolcanoJob) {
  return { kubernetesUid: job.metadata.uid ?? null, createdInClusterAt: instantOf(job.metadata.creationTimestamp) };
}

function stopped(intent: Intent) {
  if (intent.stopRequestedBy === null)
    return { state: 'failed', reason: maximumRuntime(intent.maxRuntimeSeconds) } as const;
  const reason = { code: 'Stopped', text: `Stopped by ${intent.stopRequestedName ?? 'somebody'}.` };
  return { state: 'stopped', reason } as const;
}

function isOver(job: VolcanoJob): boolean {
  return ['Completed', 'Failed', 'Terminated', 'Aborted'].includes(job.status?.state?.phase ?? '');
}

function isEnding(job: VolcanoJob): boolean {
  return isOver(job) || ['Aborting', 'Terminating', 'Completing'].includes(job.status?.state?.phase ?? '');
}

function manifestOf(intent: Intent): VolcanoJob {
  return renderVolcanoJob({
    jobId: intent.id,
    name: intent.name,
    namespace: namespaceOf(intent.teamSlug),
    queue: queueOf(intent.teamSlug),
    teamSlug: intent.teamSlug,
    templateSlug: intent.templateSlug,
    ownerEmail: intent.ownerEmail,
    spec: jobSpecSchema.parse(intent.spec),
  });
}

/** A refusal that comes from the team's objects being on their way rather than from the job. */
async function mayPass(ctx: ApplyContext, intent: Intent, refused: KubernetesRefused): Promise<boolean> {
  const justApplied = ctx.now().getTime() - (intent.teamAppliedAt?.getTime() ?? 0) < RIGHTS_SPREAD_MS;
  if (justApplied && lacksRights(refused)) return true;
  const missing = isOnItsWay(refused);
  // Not heard of everywhere yet, or deleted by somebody: it comes back, and then the job.
  if (missing && !justApplied) await applyTeam(ctx, intent.teamId);
  return missing;
}

async function waits(ctx: ApplyContext, tx: Db, intent: Intent, text: string): Promise<void> {
  if (intent.reason.text === text) return;
  await recordIntent(tx, intent, { reason: { code: 'WaitingForCluster', text } }, ctx.now());
}

async function personOf(db: Db, personId: string): Promise<Impersonation> {
  const actor = await loadActor(db, personId);
  if (actor === null) throw new Error(`there is no person ${personId}`);
  return impersonate(actor);
}

async function stopperOf(db: Db, intent: Intent): Promise<Impersonation> {
  return intent.stopRequestedBy === null ? impersonate(platformActor) : await personOf(db, intent.stopRequestedBy);
}
