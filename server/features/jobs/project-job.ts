import type { Db } from '#db/client.ts';
import type { Kubernetes } from '#server/adapters/kubernetes/port.ts';
import type { VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import type { NodeInfo } from '#server/features/capacity/domain/node-info.ts';
import { recordUsage } from '#server/features/costs/record-usage.ts';
import { namespaceOf, queueOf } from '#server/features/teams/names.ts';
import { announce } from '#server/lib/changes.ts';
import type { PodToArchive } from './archive-log.ts';
import type { ClusterView, JobView } from './cluster-view.ts';
import { type ClusterFacts, type DerivedState, deriveState, isFinished, type JobFacts } from './domain/derive-state.ts';
import type { PodFacts } from './domain/pod-facts.ts';
import { jobSpecSchema, totalGpus } from './domain/spec.ts';
import type { NodeFacts } from './domain/waiting-reason.ts';
import { changedPods, toArchive, wantsArchive } from './project-pods.ts';
import {
  type LockedJob,
  lockJob,
  type NewEventRow,
  podsOf,
  saveEvents,
  savePods,
  updateJob,
  whereabouts,
} from './projection-repository.ts';

export interface ProjectionContext {
  db: Db;
  kubernetes: Kubernetes;
  now: () => Date;
  view: ClusterView;
  /** Up to here the pods were certainly followed: the end of those that vanished in a gap. */
  followedUntil: () => Date;
  /** Kubernetes events of a job that have not been written yet; `commit` when they have been. */
  takeEvents: (jobId: string) => { rows: NewEventRow[]; commit: () => void };
}

/** What has to happen after a projection. */
export interface Projected {
  changed: boolean;
  /** Pods whose log is to be stored now. */
  endedPods: PodToArchive[];
  /** A Volcano Job that lives on although its row is finished. */
  leftover: VolcanoJob | null;
}

const nothing: Projected = { changed: false, endedPods: [], leftover: null };

/**
 * Brings a job's rows (state, pods, events, usage ledger) to what the cluster has, in one
 * transaction that also announces it. Writes and announces nothing when nothing changed.
 */
export async function projectJob(ctx: ProjectionContext, jobId: string): Promise<Projected> {
  const look = ctx.view.look(jobId);
  const gone = await whetherGone(ctx, jobId, look);
  const events = ctx.takeEvents(jobId);
  const projected = await ctx.db.transaction(async (tx) => {
    const row = await lockJob(tx, jobId);
    if (row === null) return nothing; // made by another portal, or in another database
    return await project(ctx, tx, row, look, gone, events.rows);
  });
  events.commit();
  ctx.view.written(jobId, look);
  return projected;
}

async function project(
  ctx: ProjectionContext,
  tx: Db,
  row: LockedJob,
  look: JobView,
  gone: ClusterFacts['gone'],
  events: NewEventRow[],
): Promise<Projected> {
  const now = ctx.now();
  const { job } = row;
  const mine = [look.job, look.deleted?.job].find((seen) => isSame(seen, job.kubernetesUid)) ?? null;
  const cluster: ClusterFacts = { ...facts(ctx, row, look, now), job: lastWord(mine, look, gone), gone };
  const derived = deriveState(jobFacts(row), cluster);
  const known = await podsOf(tx, job.id);
  const followedUntil = ctx.followedUntil();
  const { nodes, podsListedAt } = ctx.view;
  const pods = changedPods(row, { view: look, known, nodes, podsListedAt, followedUntil, now });
  const change = jobChange(row, derived, {
    uid: mine?.metadata.uid ?? null,
    forgotten: gone !== null && job.kubernetesUid !== null,
  });
  const stateEvent = change?.state === undefined ? [] : [stateChange(job.id, derived, now)];

  if (pods.rows.length > 0) await savePods(tx, pods.rows);
  await recordUsage(tx, pods.holds, pods.releases);
  if (events.length + stateEvent.length > 0) await saveEvents(tx, [...events, ...stateEvent]);
  if (change !== null) await updateJob(tx, job.id, { ...change, observedAt: now });
  const changed = change !== null || pods.rows.length > 0 || events.length > 0;
  if (changed) await announce(tx, { topic: 'job', jobId: job.id, teamId: job.teamId, ownerId: job.ownerId });

  const storedAt = new Map(known.map((pod) => [pod.uid, pod.logStoredAt]));
  const endedPods = look.pods.filter((pod) => wantsArchive(pod) && isNewer(pod, storedAt.get(pod.uid) ?? null));
  const leftover = isFinished(job.state) ? look.job : null;
  return { changed, endedPods: endedPods.map((pod) => toArchive(job.id, pod)), leftover };
}

/** A log that was stored while the pod ran (before a stop) lacks its end. */
function isNewer(pod: PodFacts, storedAt: Date | null): boolean {
  const end = pod.finishedAt ?? pod.deletionRequestedAt;
  return storedAt === null || (end !== null && storedAt < end);
}

/**
 * Whether a job that Kubernetes had is there no more. A deletion that was not seen is confirmed by
 * asking: the watch may only be a moment behind.
 * @throws KubernetesUnavailable when it cannot be asked
 */
async function whetherGone(ctx: ProjectionContext, jobId: string, look: JobView): Promise<ClusterFacts['gone']> {
  if (look.job !== null) return null;
  if (look.deleted !== null) return { at: look.deleted.at, watched: true };
  const where = await whereabouts(ctx.db, jobId);
  if (where === null || where.kubernetesUid === null || where.forgotten) return null;
  const found = await ctx.kubernetes.getJob(namespaceOf(where.teamSlug), where.name);
  return found?.metadata.uid === where.kubernetesUid ? null : { at: ctx.now(), watched: false };
}

/** A deleted Job that had ended before tells how it ended; one that had not tells nothing. */
function lastWord(mine: VolcanoJob | null, look: JobView, gone: ClusterFacts['gone']): VolcanoJob | null {
  if (gone === null || mine !== look.deleted?.job) return mine;
  const phase = mine?.status?.state?.phase ?? '';
  return ['Completed', 'Failed', 'Terminated', 'Aborted'].includes(phase) ? mine : null;
}

function isSame(seen: VolcanoJob | null | undefined, uid: string | null): boolean {
  return seen != null && (uid === null || seen.metadata.uid === uid);
}

function facts(ctx: ProjectionContext, row: LockedJob, look: JobView, now: Date): Omit<ClusterFacts, 'job' | 'gone'> {
  const held = ctx.view.queueHeld(queueOf(row.teamSlug));
  const waits = look.pods.every((pod) => pod.node === null);
  return {
    now,
    podGroup: look.podGroup,
    pods: [...look.pods, ...look.departed.map(({ pod }) => pod)],
    queue: held === null ? null : { held, max: row.maxGpus },
    nodes: waits ? nodeFacts(ctx.view.nodes, ctx.view.heldGpus()) : [],
  };
}

function nodeFacts(nodes: ReadonlyMap<string, NodeInfo>, held: ReadonlyMap<string, number>): NodeFacts[] {
  return [...nodes.values()].map((node) => ({
    ...node,
    usable: node.ready && node.schedulable,
    free: Math.max(0, node.gpus - (held.get(node.name) ?? 0)),
  }));
}

function jobFacts({ job, teamSlug, stopRequestedName }: LockedJob): JobFacts {
  const spec = jobSpecSchema.parse(job.spec);
  return {
    ...job,
    teamSlug,
    stopRequestedBy: job.stopRequestedBy === null ? null : (stopRequestedName ?? 'somebody'),
    gpus: totalGpus(spec),
    gpusPerWorker: spec.gpusPerWorker,
    workers: spec.workers,
    pool: spec.pool,
  };
}

/** @returns what is new in the job's row, or null */
function jobChange(row: LockedJob, derived: DerivedState, seen: { uid: string | null; forgotten: boolean }) {
  const { job } = row;
  const change: Partial<LockedJob['job']> = {};
  if (derived.state !== job.state) change.state = derived.state;
  if (derived.reason.code !== job.reason.code || derived.reason.text !== job.reason.text)
    change.reason = derived.reason;
  if (derived.attempt !== job.attempt) change.attempt = derived.attempt;
  if (derived.exitCode !== job.exitCode) change.exitCode = derived.exitCode;
  if (job.kubernetesUid === null && seen.uid !== null) change.kubernetesUid = seen.uid;
  if (seen.forgotten && !job.forgotten) change.forgotten = true;
  for (const time of ['createdInClusterAt', 'admittedAt', 'scheduledAt', 'runningAt', 'finishedAt'] as const) {
    if (derived[time]?.getTime() !== job[time]?.getTime()) change[time] = derived[time];
  }
  return Object.keys(change).length === 0 ? null : change;
}

function stateChange(jobId: string, derived: DerivedState, now: Date): NewEventRow {
  return {
    jobId,
    key: `state:${jobId}:${derived.state}:${derived.attempt}`,
    kind: derived.state === 'failed' || derived.state === 'restarting' ? 'warning' : 'normal',
    text: derived.reason.text,
    firstAt: now,
    lastAt: now,
  };
}
