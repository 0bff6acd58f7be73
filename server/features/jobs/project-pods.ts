import type { VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import type { NodeInfo } from '#server/features/capacity/domain/node-info.ts';
import {
  type Departure,
  endOfVanished,
  type Hold,
  holdOf,
  type MeteredPod,
  type Release,
  releaseOf,
} from '#server/features/costs/record-usage.ts';
import type { PodToArchive } from './archive-log.ts';
import type { JobView } from './cluster-view.ts';
import { phaseSince } from './domain/derive-state.ts';
import type { PodFacts } from './domain/pod-facts.ts';
import type { LockedJob, NewPodRow, PodRow } from './projection-repository.ts';

export interface PodChanges {
  rows: NewPodRow[];
  holds: Hold[];
  releases: Release[];
}

/** What of the cluster the pods' rows are made from. */
export interface PodSources {
  view: JobView;
  known: readonly PodRow[];
  nodes: ReadonlyMap<string, NodeInfo>;
  /** When the pods were last listed as a whole: rows written before, of pods that are not there, are of pods that are gone. */
  podsListedAt: Date | null;
  /** Up to here the pods were certainly followed. */
  followedUntil: Date;
  now: Date;
}

/** Compares a job's pods with their rows. @returns only what is new */
export function changedPods({ job }: LockedJob, sources: PodSources): PodChanges {
  const known = new Map(sources.known.map((row) => [row.uid, row]));
  const changes: PodChanges = { rows: [], holds: [], releases: [] };
  const note = (pod: PodFacts, departure: Departure | null) => {
    const before = known.get(pod.uid);
    const node = sources.nodes.get(pod.node ?? '');
    const row = rowOf(job.id, pod, node, departure, sources.now);
    if (before !== undefined && !differs(before, row)) return;
    changes.rows.push(row);
    const whose = {
      teamId: job.teamId,
      personId: job.ownerId,
      jobId: job.id,
      gpuModel: node?.gpuModel ?? job.gpuModel ?? 'unknown',
      capacityType: node?.capacityType ?? job.capacityType ?? 'on-demand',
    };
    const hold = holdOf(pod, whose);
    const release = releaseOf(pod, departure);
    if (hold !== null) changes.holds.push(hold);
    if (release !== null) changes.releases.push(release);
  };
  for (const pod of sources.view.pods) note(pod, null);
  for (const { pod, watched, at } of sources.view.departed) {
    note(pod, { watched, guess: watched ? at : guess(pod, sources) });
  }
  const present = new Set([...sources.view.pods, ...sources.view.departed.map(({ pod }) => pod)].map(({ uid }) => uid));
  for (const row of sources.known) {
    if (present.has(row.uid) || isOver(row) || !isStale(row, sources.podsListedAt)) continue;
    changes.rows.push({ ...row, phase: 'gone', finishedAt: guess(row, sources), observedAt: sources.now });
    const release = releaseOf(metered(row), { watched: false, guess: guess(row, sources) });
    if (release !== null) changes.releases.push(release);
  }
  return changes;
}

function rowOf(
  jobId: string,
  pod: PodFacts,
  node: NodeInfo | undefined,
  departure: Departure | null,
  now: Date,
): NewPodRow {
  const gone = departure !== null && pod.phase !== 'succeeded' && pod.phase !== 'failed';
  return {
    uid: pod.uid,
    jobId,
    name: pod.name,
    task: pod.task,
    index: pod.index,
    attempt: pod.attempt,
    phase: gone ? 'gone' : pod.phase,
    reason: pod.reason,
    message: pod.message,
    exitCode: pod.exitCode,
    node: pod.node,
    gpus: pod.gpus,
    gpuModel: pod.gpus > 0 ? (node?.gpuModel ?? null) : null,
    capacityType: pod.gpus > 0 ? (node?.capacityType ?? null) : null,
    createdAt: pod.createdAt,
    scheduledAt: pod.scheduledAt,
    startedAt: pod.startedAt,
    finishedAt: pod.finishedAt ?? (gone ? (pod.deletionRequestedAt ?? departure.guess) : null),
    observedAt: now,
  };
}

const compared = ['phase', 'reason', 'message', 'exitCode', 'node', 'scheduledAt', 'startedAt', 'finishedAt'] as const;

function differs(before: PodRow, after: NewPodRow): boolean {
  return compared.some((field) => comparable(before[field]) !== comparable(after[field]));
}

function comparable(value: string | number | Date | null | undefined): string | number | null {
  return value instanceof Date ? value.getTime() : (value ?? null);
}

function isOver(row: PodRow): boolean {
  return row.phase === 'succeeded' || row.phase === 'failed' || row.phase === 'gone';
}

function isStale(row: PodRow, listedAt: Date | null): boolean {
  return listedAt !== null && row.observedAt < listedAt;
}

function metered(row: PodRow): MeteredPod {
  return { ...row, deletionRequestedAt: null };
}

type Named = Pick<PodFacts, 'uid' | 'task' | 'index' | 'createdAt' | 'scheduledAt'>;

/** The end of a pod whose end nobody saw. */
function guess(pod: Named, { view, followedUntil }: PodSources): Date {
  const successors = [...view.pods, ...view.departed.map((d) => d.pod)].filter(
    (other) =>
      other.uid !== pod.uid && other.task === pod.task && other.index === pod.index && other.createdAt >= pod.createdAt,
  );
  const replacedAt =
    successors.map(({ createdAt }) => createdAt).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
  const job = view.job ?? view.deleted?.job ?? null;
  const end = endOfVanished({ jobEndedAt: endOfJob(job), replacedAt, lastSeenAt: followedUntil });
  return new Date(Math.max(end.getTime(), (pod.scheduledAt ?? pod.createdAt).getTime()));
}

function endOfJob(job: VolcanoJob | null): Date | null {
  const phase = job?.status?.state?.phase ?? '';
  return ['Completed', 'Failed', 'Terminated', 'Aborted'].includes(phase) ? phaseSince(job) : null;
}

/** What storing a pod's log needs to know. */
export function toArchive(jobId: string, pod: PodFacts): PodToArchive {
  const { uid, name, namespace, finishedAt } = pod;
  return { jobId, podUid: uid, podName: name, namespace, ended: finishedAt !== null };
}

/** Whether the log of this pod should be stored now: it has ended, or is about to go. */
export function wantsArchive(pod: PodFacts): boolean {
  const ended = pod.phase === 'succeeded' || pod.phase === 'failed';
  return pod.startedAt !== null && (ended || pod.deletionRequestedAt !== null);
}
