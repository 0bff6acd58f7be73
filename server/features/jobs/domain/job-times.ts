import type { JobState } from '#db/schema/index.ts';
import { instantOf } from '#server/adapters/kubernetes/metadata.ts';
import type { VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import type { PodFacts } from './pod-facts.ts';

/** Milestones of a job; null: not reached. Once known they do not change. */
export interface JobTimes {
  createdInClusterAt: Date | null;
  admittedAt: Date | null;
  scheduledAt: Date | null;
  runningAt: Date | null;
  finishedAt: Date | null;
}

/**
 * The milestones after a look at the cluster, from the objects' own times. Kubernetes' times are
 * whole seconds and from several clocks, so each is moved to the one before it where it would be earlier.
 */
export function jobTimes(
  known: JobTimes & { submittedAt: Date },
  cluster: { now: Date; job: VolcanoJob | null; gone: { at: Date } | null; pods: readonly PodFacts[] },
  state: JobState,
): JobTimes {
  const { job, pods } = cluster;
  const admitted = state === 'admitted' || reached(state, pods);
  const wasRunning = state === 'running' || pods.some((pod) => pod.startedAt !== null && state !== 'starting');
  const finished = state === 'succeeded' || state === 'failed' || state === 'stopped';
  let before = known.submittedAt;
  const after = (date: Date | null): Date | null => {
    if (date === null) return null;
    before = new Date(Math.max(before.getTime(), date.getTime()));
    return before;
  };
  return {
    createdInClusterAt: after(known.createdInClusterAt ?? instantOf(job?.metadata.creationTimestamp)),
    // Volcano makes the pods when it lets the group in; the group itself has no time for that.
    admittedAt: after(known.admittedAt ?? (admitted ? (first(pods.map((pod) => pod.createdAt)) ?? cluster.now) : null)),
    scheduledAt: after(known.scheduledAt ?? first(pods.map((pod) => pod.scheduledAt))),
    runningAt: after(known.runningAt ?? (wasRunning ? (last(pods.map((pod) => pod.startedAt)) ?? cluster.now) : null)),
    finishedAt: after(known.finishedAt ?? (finished ? endOf(cluster) : null)),
  };
}

function endOf(cluster: { now: Date; job: VolcanoJob | null; gone: { at: Date } | null }): Date {
  const phaseSince = instantOf(cluster.job?.status?.state?.lastTransitionTime ?? undefined);
  return phaseSince ?? cluster.gone?.at ?? cluster.now;
}

function reached(state: JobState, pods: readonly PodFacts[]): boolean {
  return state === 'starting' || state === 'running' || pods.length > 0;
}

const millis = (dates: readonly (Date | null)[]) => dates.flatMap((date) => (date === null ? [] : [date.getTime()]));
const first = (dates: readonly (Date | null)[]) => bounded(millis(dates), Math.min);
const last = (dates: readonly (Date | null)[]) => bounded(millis(dates), Math.max);
const bounded = (values: number[], pick: (...values: number[]) => number): Date | null =>
  values.length === 0 ? null : new Date(pick(...values));
