import { createKeyQueue } from '#server/lib/key-queue.ts';
import { type ArchiveContext, archiveLog, type PodToArchive } from './archive-log.ts';

/** Stores logs of pods that end or go. */
export interface LogArchiver {
  /** Stores the log of a pod; one that is already being stored is not stored twice at once. */
  add(pod: PodToArchive): void;
  /**
   * The pod is no longer in the cluster. Nothing more comes of its log, and soon another pod may have
   * its name: reading ends.
   */
  gone(podUid: string): void;
  /** Stores what these pods have written so far, for at most so long. */
  snapshot(pods: readonly PodToArchive[], milliseconds: number): Promise<void>;
}

const AT_ONCE = 8;
/** What was written in the last moment is on its way. */
const LAST_BYTES_MS = 500;
const REMEMBERED = 20_000;

/** @param signal ends all reading */
export function createLogArchiver(ctx: ArchiveContext, signal: AbortSignal): LogArchiver {
  const pods = new Map<string, PodToArchive>();
  const leaving = new Map<string, AbortController>();
  const done = new Set<string>();
  const queue = createKeyQueue({
    concurrency: AT_ONCE,
    signal,
    failed: (podUid, error) => ctx.log.warn({ podUid, err: error }, 'a log could not be stored and is tried again'),
    work: async (podUid) => {
      const pod = pods.get(podUid);
      if (pod === undefined) return;
      const leaves = leaving.get(podUid) ?? new AbortController();
      leaving.set(podUid, leaves);
      await archiveLog(ctx, pod, AbortSignal.any([signal, leaves.signal]));
      forget(podUid);
      if (done.size >= REMEMBERED) done.clear();
      done.add(podUid);
    },
  });
  const forget = (podUid: string) => {
    pods.delete(podUid);
    leaving.delete(podUid);
  };
  return {
    add(pod) {
      if (pods.has(pod.podUid) || done.has(pod.podUid)) return;
      pods.set(pod.podUid, pod);
      queue.add(pod.podUid);
    },
    gone(podUid) {
      const reading = leaving.get(podUid);
      // Not begun yet: by its name one could by now read another pod's log.
      if (reading === undefined) pods.delete(podUid);
      else setTimeout(() => reading.abort(), LAST_BYTES_MS).unref();
    },
    async snapshot(running, milliseconds) {
      const ends = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
      const stored = running.map((pod) => archiveLog(ctx, { ...pod, ended: true }, ends));
      for (const result of await Promise.allSettled(stored)) {
        if (result.status === 'rejected') ctx.log.warn({ err: result.reason }, 'no log stored before the stop');
      }
    },
  };
}
