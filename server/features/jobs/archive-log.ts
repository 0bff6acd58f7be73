import type { Db } from '#db/client.ts';
import { type Kubernetes, KubernetesRefused } from '#server/adapters/kubernetes/port.ts';
import type { LogStore } from '#server/adapters/storage/port.ts';
import { announce } from '#server/lib/changes.ts';
import type { Logger } from '#server/lib/logger.ts';
import { jobOwnership, recordLog } from './projection-repository.ts';

export interface ArchiveContext {
  db: Db;
  kubernetes: Kubernetes;
  logs: LogStore;
  now: () => Date;
  log: Logger;
}

export interface PodToArchive {
  jobId: string;
  podUid: string;
  podName: string;
  namespace: string;
  /** Its containers have ended; false: it is about to go, and its last words are waited for. */
  ended: boolean;
}

export const MAX_LOG_BYTES = 256 * 1024 * 1024;
/** A pod that is being deleted has half a minute to end, unless it says otherwise. */
const LAST_WORDS_MS = 45_000;
/** Reading a quarter of a gigabyte over a slow line. */
const WHOLE_LOG_MS = 10 * 60_000;

/**
 * Stores the log of a pod that ended or is about to go. A log beyond {@link MAX_LOG_BYTES} is cut, and says so.
 *
 * @param signal ends the reading; what was read until then is stored
 * @returns whether it was stored; false: Kubernetes has no log of it
 * @throws KubernetesUnavailable when it is worth trying again
 */
export async function archiveLog(
  ctx: ArchiveContext,
  pod: PodToArchive,
  signal: AbortSignal,
  maxBytes = MAX_LOG_BYTES,
): Promise<boolean> {
  const options = {
    follow: !pod.ended,
    limitBytes: maxBytes + 1,
    signal: AbortSignal.any([signal, AbortSignal.timeout(pod.ended ? WHOLE_LOG_MS : LAST_WORDS_MS)]),
  };
  const content = ctx.kubernetes.podLogs({ namespace: pod.namespace, name: pod.podName }, options);
  let bytes: number;
  try {
    bytes = await ctx.logs.put({ jobId: pod.jobId, podUid: pod.podUid }, cut(content, maxBytes));
  } catch (error) {
    if (!(error instanceof KubernetesRefused)) throw error;
    ctx.log.warn({ pod: pod.podName, problem: error.message }, 'no log to store');
    return false;
  }
  await ctx.db.transaction(async (tx) => {
    await recordLog(tx, pod.podUid, { bytes, at: ctx.now() });
    const owner = await jobOwnership(tx, pod.jobId);
    if (owner !== null) await announce(tx, { topic: 'job', jobId: pod.jobId, ...owner });
  });
  return true;
}

async function* cut(content: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let left = maxBytes;
  for await (const chunk of content) {
    if (chunk.byteLength > left) {
      yield chunk.subarray(0, left);
      const size = `${Math.round(maxBytes / 1024 / 1024)} MiB`;
      yield new TextEncoder().encode(`\n[mlplatform] The log was cut here: it is longer than ${size}.\n`);
      return;
    }
    left -= chunk.byteLength;
    yield chunk;
  }
}
