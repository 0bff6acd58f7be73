import { finishedStates, type JobState, type StateReason } from '#db/schema/index.ts';
import { instantOf } from '#server/adapters/kubernetes/metadata.ts';
import type { PodGroup, VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import { failureReason, imageProblem, maximumRuntime } from './failure-reason.ts';
import { type JobTimes, jobTimes } from './job-times.ts';
import type { PodFacts } from './pod-facts.ts';
import { type AskedFor, type NodeFacts, type QueueFacts, waitingReason } from './waiting-reason.ts';
import { momentInWords } from './words.ts';

/** What the portal knows of a job: what was asked for, and what was last derived. */
export interface JobFacts extends AskedFor, JobTimes {
  state: JobState;
  reason: StateReason;
  attempt: number;
  exitCode: number | null;
  kubernetesUid: string | null;
  submittedAt: Date;
  maxRuntimeSeconds: number;
  desiredState: 'running' | 'stopped';
  /** Who asked to stop it; null with `desiredState` stopped: the portal, at the maximum run time. */
  stopRequestedBy: string | null;
}

/** What the cluster has of it. */
export interface ClusterFacts {
  now: Date;
  job: VolcanoJob | null;
  /** The Job was there and is no more; `watched`: its deletion was seen, so nothing was missed. */
  gone: { at: Date; watched: boolean } | null;
  podGroup: PodGroup | null;
  pods: readonly PodFacts[];
  queue: QueueFacts | null;
  nodes: readonly NodeFacts[];
}

export interface DerivedState extends JobTimes {
  state: JobState;
  reason: StateReason;
  attempt: number;
  exitCode: number | null;
}

type Outcome = Pick<DerivedState, 'state' | 'reason'> & { exitCode?: number | null };

/**
 * The state of a job. The first of these that applies decides:
 * finished before → as it was; gone from the cluster; not in it yet; ended by Volcano;
 * being stopped; failing; running; starting; restarting; admitted; queued.
 * Total: no input makes it throw. A finished state is never left, times are never out of order.
 */
export function deriveState(facts: JobFacts, cluster: ClusterFacts): DerivedState {
  if (isFinished(facts.state)) return unchanged(facts);
  if (cluster.job === null) {
    if (facts.kubernetesUid === null || cluster.gone === null) return unchanged(facts);
    return complete(facts, cluster, deleted(facts, cluster.gone));
  }
  const { job } = cluster;
  const outcome =
    ended(facts, cluster, job) ?? stopping(facts, job) ?? failing(facts, cluster, job) ?? alive(facts, cluster, job);
  return complete(facts, cluster, outcome);
}

/** Whether a job in this state never changes again. */
export function isFinished(state: JobState): boolean {
  return finishedStates.some((finished) => finished === state);
}

function unchanged(facts: JobFacts): DerivedState {
  const { state, reason, attempt, exitCode } = facts;
  const { createdInClusterAt, admittedAt, scheduledAt, runningAt, finishedAt } = facts;
  return { state, reason, attempt, exitCode, createdInClusterAt, admittedAt, scheduledAt, runningAt, finishedAt };
}

function complete(facts: JobFacts, cluster: ClusterFacts, outcome: Outcome): DerivedState {
  return {
    state: outcome.state,
    reason: outcome.reason,
    attempt: Math.max(facts.attempt, (cluster.job?.status?.retryCount ?? 0) + 1),
    exitCode: outcome.exitCode ?? facts.exitCode,
    ...jobTimes(facts, cluster, outcome.state),
  };
}

function deleted(facts: JobFacts, gone: { at: Date; watched: boolean }): Outcome {
  if (facts.desiredState === 'stopped') return stopped(facts);
  const at = momentInWords(gone.at);
  const text = gone.watched
    ? `The Volcano Job was deleted in Kubernetes at ${at} by somebody other than the portal.`
    : `The Volcano Job was no longer in Kubernetes when the portal looked at ${at}: somebody other than the portal deleted it, or it ended meanwhile.`;
  return { state: 'failed', reason: { code: 'DeletedOutside', text } };
}

function ended(facts: JobFacts, cluster: ClusterFacts, job: VolcanoJob): Outcome | null {
  switch (job.status?.state?.phase) {
    case 'Completed':
      return { state: 'succeeded', reason: { code: 'Succeeded', text: 'All its processes ended well.' }, exitCode: 0 };
    case 'Failed':
    case 'Terminated': {
      const { reason, exitCode } = failureReason(job, cluster.pods, facts.maxRuntimeSeconds);
      return { state: 'failed', reason, exitCode };
    }
    case 'Aborted':
      if (facts.desiredState === 'stopped') return stopped(facts);
      return {
        state: 'stopped',
        reason: { code: 'StoppedOutside', text: 'Stopped in Kubernetes by somebody other than the portal.' },
      };
    default:
      return null;
  }
}

function stopped(facts: JobFacts): Outcome {
  if (facts.stopRequestedBy === null) return { state: 'failed', reason: maximumRuntime(facts.maxRuntimeSeconds) };
  return { state: 'stopped', reason: { code: 'Stopped', text: `Stopped by ${facts.stopRequestedBy}.` } };
}

/** A stop is under way: the job stays in the state it was in until its pods are gone. */
function stopping(facts: JobFacts, job: VolcanoJob): Outcome | null {
  const phase = job.status?.state?.phase;
  if (facts.desiredState !== 'stopped' && phase !== 'Aborting') return null;
  const who =
    facts.desiredState !== 'stopped'
      ? 'somebody other than the portal asked for it in Kubernetes'
      : facts.stopRequestedBy === null
        ? 'its maximum run time was reached'
        : `${facts.stopRequestedBy} asked for it`;
  return { state: facts.state, reason: { code: 'Stopping', text: `Stopping: ${who}.` } };
}

/** A pod failed and Volcano ends the others: still in the state it was in, but the reason is known. */
function failing(facts: JobFacts, cluster: ClusterFacts, job: VolcanoJob): Outcome | null {
  if (job.status?.state?.phase !== 'Terminating') return null;
  const { reason } = failureReason(job, cluster.pods, facts.maxRuntimeSeconds);
  return { state: facts.state, reason: { ...reason, text: `Failing: ${reason.text}` } };
}

function alive(facts: JobFacts, cluster: ClusterFacts, job: VolcanoJob): Outcome {
  const outcome = placed(facts, cluster, job) ?? waiting(facts, cluster);
  const ranBefore = facts.runningAt !== null || (job.status?.retryCount ?? 0) > 0;
  if (outcome.state === 'running' || !(ranBefore || job.status?.state?.phase === 'Restarting')) return outcome;
  const text = `Restarting: ${outcome.reason.text.replace(/^(Waiting|Starting): /, '')}`;
  return { state: 'restarting', reason: { ...outcome.reason, text } };
}

function placed(facts: JobFacts, cluster: ClusterFacts, job: VolcanoJob): Outcome | null {
  const pods = cluster.pods.filter((pod) => pod.phase !== 'gone' && pod.deletionRequestedAt === null);
  const running = pods.filter((pod) => pod.phase === 'running').length;
  const over = pods.filter((pod) => pod.phase === 'succeeded' || pod.phase === 'failed').length;
  const needed = job.spec.minAvailable ?? job.spec.tasks.reduce((sum, task) => sum + task.replicas, 0);
  // All ended and Volcano has yet to say so: still what it was.
  if (over > 0 && over === pods.length && facts.state === 'running') {
    return { state: 'running', reason: { code: 'Finishing', text: 'Finishing: all processes have ended.' } };
  }
  if (running > 0 && running + over >= needed) {
    const all = pods.length === 1 ? 'its process runs' : `${running} of ${pods.length} processes run`;
    return { state: 'running', reason: { code: 'Running', text: `Running: ${all}.` } };
  }
  const problem = pods.flatMap((pod) => imageProblem(pod) ?? [])[0];
  if (problem !== undefined) return { state: 'starting', reason: { ...problem, text: `Starting: ${problem.text}` } };
  const bound = pods.filter((pod) => pod.phase !== 'pending').length;
  if (bound === 0) return null;
  const text = `Starting: ${bound} of ${Math.max(needed, pods.length)} pods have a node, ${running} run.`;
  return { state: 'starting', reason: { code: 'Starting', text } };
}

function waiting(facts: JobFacts, cluster: ClusterFacts): Outcome {
  const { podGroup } = cluster;
  if (podGroup === null && cluster.pods.length === 0) {
    const text = 'Waiting: the scheduler has not looked at the job yet.';
    return { state: 'queued', reason: { code: 'WaitingForScheduler', text } };
  }
  const raw = podGroup?.status?.conditions?.findLast((c) => c.type === 'Unschedulable' && c.status === 'True')?.message;
  const phase = podGroup?.status?.phase;
  const admitted = phase === 'Inqueue' || phase === 'Running' || phase === 'Unknown' || cluster.pods.length > 0;
  return { state: admitted ? 'admitted' : 'queued', reason: waitingReason(facts, cluster, raw) };
}

/** When Volcano says the Job entered its present phase. */
export function phaseSince(job: VolcanoJob | null): Date | null {
  return instantOf(job?.status?.state?.lastTransitionTime ?? undefined);
}
