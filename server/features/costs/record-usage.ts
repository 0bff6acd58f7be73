import type { Db } from '#db/client.ts';
import { usageHold, usageRelease } from '#db/schema/index.ts';

export type Hold = Omit<typeof usageHold.$inferInsert, 'recordedAt'>;
export type Release = Omit<typeof usageRelease.$inferInsert, 'recordedAt'>;

/** A pod as metering sees it. Times are Kubernetes' own. */
export interface MeteredPod {
  uid: string;
  attempt: number;
  gpus: number;
  node: string | null;
  /** Bound to its node. */
  scheduledAt: Date | null;
  /** End of its containers. */
  finishedAt: Date | null;
  deletionRequestedAt: Date | null;
}

/** Whose GPU time it is, and on which kind of machine. */
export interface MeteredFor {
  teamId: string;
  personId: string;
  jobId: string;
  gpuModel: string;
  capacityType: Hold['capacityType'];
}

/** How a pod that is no longer in the cluster went. */
export interface Departure {
  /** Its deletion was seen; false: a list no longer had it. */
  watched: boolean;
  /** Best guess of its end when the pod itself does not say: see `endOfVanished`. */
  guess: Date;
}

/** @returns the hold of a pod, or null while it holds no GPUs */
export function holdOf(pod: MeteredPod, whose: MeteredFor): Hold | null {
  if (pod.gpus <= 0 || pod.node === null || pod.scheduledAt === null) return null;
  const { teamId, personId, jobId, gpuModel, capacityType } = whose;
  return {
    podUid: pod.uid,
    teamId,
    personId,
    jobId,
    attempt: pod.attempt,
    node: pod.node,
    gpuModel,
    capacityType,
    gpus: pod.gpus,
    heldFrom: pod.scheduledAt,
  };
}

/**
 * The end of a pod's hold: the end of its containers; else, when it was deleted before they ended,
 * the moment the deletion was asked for; else the guess for a pod that vanished unseen.
 *
 * @param departed null while the pod is in the cluster
 * @returns null while it holds its GPUs
 */
export function releaseOf(pod: MeteredPod, departed: Departure | null): Release | null {
  if (pod.gpus <= 0 || pod.scheduledAt === null) return null;
  const { scheduledAt } = pod;
  const at = (end: Date, basis: Release['basis']): Release => ({
    podUid: pod.uid,
    heldUntil: new Date(Math.max(end.getTime(), scheduledAt.getTime())),
    basis,
  });
  if (pod.finishedAt !== null) return at(pod.finishedAt, 'finished');
  if (departed === null) return null;
  if (pod.deletionRequestedAt !== null) return at(pod.deletionRequestedAt, 'deleted');
  return at(departed.guess, departed.watched ? 'deleted' : 'vanished');
}

/**
 * When a pod that vanished unseen let go of its GPUs, at the latest that is certain: the job's end,
 * the making of the pod that took its place, or the last moment the portal saw it.
 */
export function endOfVanished(known: { jobEndedAt: Date | null; replacedAt: Date | null; lastSeenAt: Date }): Date {
  const ends = [known.jobEndedAt, known.replacedAt].flatMap((date) => (date === null ? [] : [date.getTime()]));
  return ends.length === 0 ? known.lastSeenAt : new Date(Math.min(...ends));
}

/** Writes holds and releases to the ledger; what is in it already stays as it is. */
export async function recordUsage(tx: Db, holds: readonly Hold[], releases: readonly Release[]): Promise<void> {
  if (holds.length > 0)
    await tx
      .insert(usageHold)
      .values([...holds])
      .onConflictDoNothing();
  if (releases.length > 0)
    await tx
      .insert(usageRelease)
      .values([...releases])
      .onConflictDoNothing();
}
