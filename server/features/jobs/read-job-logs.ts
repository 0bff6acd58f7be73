import { setTimeout as delay } from 'node:timers/promises';
import { type Kubernetes, KubernetesRefused, KubernetesUnavailable } from '#server/adapters/kubernetes/port.ts';
import type { LogStore } from '#server/adapters/storage/port.ts';
import type { Context } from '#server/auth/context.ts';
import { namespaceOf } from '#server/features/teams/names.ts';
import { AppError, messageOf } from '#server/lib/errors.ts';
import { lastLines } from '#server/lib/last-lines.ts';
import { loadJob } from './load-job.ts';
import { findPods } from './repository.ts';

/** Memory for the end of a stored log, which has to be unpacked from its beginning. */
const tailBytes = 8 * 1024 * 1024;
/** How long the answer waits for Kubernetes to say anything. */
const patienceMs = 3_000;

type LogContext = Pick<Context, 'actor' | 'db'> & {
  kubernetes: Pick<Kubernetes, 'podLogs'>;
  logs: Pick<LogStore, 'read'>;
};

export interface JobLogs {
  /** `live`: from Kubernetes; `archive`: as stored before the pod was gone. */
  source: 'live' | 'archive';
  /** Letters, digits, dots and hyphens only. */
  fileName: string;
  /** Read piece by piece; giving up (`return`) or aborting the signal ends the reading behind it. */
  content: AsyncIterable<Uint8Array>;
}

/**
 * The log of one pod of a job: from Kubernetes while the pod is there, else from the archive.
 * @param input.follow goes on while the container runs
 * @param input.tail lines from the end; default: all
 * @throws AppError `not_found` (job, pod, or nothing written yet), `forbidden`, `unavailable`
 */
export async function readJobLogs(
  ctx: LogContext,
  input: { jobId: string; pod: string; follow: boolean; tail?: number },
  signal: AbortSignal,
): Promise<JobLogs> {
  const job = await loadJob(ctx, input.jobId);
  const pods = await findPods(ctx.db, input.jobId);
  const pod = pods.find(({ uid }) => uid === input.pod);
  if (!pod) throw new AppError('not_found', 'This job has no such pod.');
  const fileName = `${job.name}-${pod.name}-${pod.attempt}.log`.replace(/[^A-Za-z0-9.-]/g, '_');
  // After a restart another pod has the name, and Kubernetes would answer with its log.
  const successor = pods.some((other) => other.name === pod.name && other.createdAt > pod.createdAt);
  const archived = () => readArchive(ctx, { jobId: input.jobId, podUid: pod.uid }, input.tail);

  if (pod.phase === 'gone' || successor) {
    const content = await archived();
    if (content) return { source: 'archive', fileName, content };
    throw new AppError('not_found', 'No log of this pod was stored before it was gone.');
  }
  try {
    const stream = ctx.kubernetes.podLogs(
      { namespace: namespaceOf(job.team.slug), name: pod.name },
      { follow: input.follow, tailLines: input.tail, signal },
    );
    return { source: 'live', fileName, content: await started(stream) };
  } catch (error) {
    if (!(error instanceof KubernetesRefused || error instanceof KubernetesUnavailable)) throw error;
    const content = await archived();
    if (content) return { source: 'archive', fileName, content };
    throw whyNoLog(error);
  }
}

function whyNoLog(error: KubernetesRefused | KubernetesUnavailable): AppError {
  if (error instanceof KubernetesUnavailable)
    return new AppError('unavailable', 'Kubernetes cannot be reached, and no copy of this log is stored yet.', {
      cause: error,
    });
  if (error.status === 404)
    return new AppError('not_found', 'The pod is gone and its log was not stored.', { cause: error });
  // 400: the container is waiting to start; the message says for what.
  if (error.status === 400)
    return new AppError('not_found', `There is no log yet: ${messageOf(error)}`, { cause: error });
  return new AppError('unavailable', 'Kubernetes does not give out this log.', {
    cause: error,
    logMessage: messageOf(error),
  });
}

async function readArchive(
  ctx: LogContext,
  key: { jobId: string; podUid: string },
  tail: number | undefined,
): Promise<AsyncIterable<Uint8Array> | null> {
  const content = await ctx.logs.read(key);
  if (content === null || tail === undefined) return content;
  return iterate(await lastLines(content, tail, tailBytes));
}

async function* iterate(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

/**
 * Waits a moment for the first piece, so that a refusal is thrown here and not in the middle of an
 * answer; a container that runs and is silent must not keep its reader waiting, though.
 */
async function started(stream: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = stream[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<Uint8Array>> | null = iterator.next();
  const late = new AbortController();
  await Promise.race([first, delay(patienceMs, undefined, { signal: late.signal, ref: false })]).finally(() =>
    late.abort(),
  );
  return {
    [Symbol.asyncIterator]: () => ({
      next() {
        const result = first ?? iterator.next();
        first = null;
        return result;
      },
      async return() {
        await iterator.return?.();
        return { done: true, value: undefined };
      },
    }),
  };
}
