import type { StateReason } from '#db/schema/index.ts';
import type { VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import type { PodFacts } from './pod-facts.ts';
import { durationInWords } from './words.ts';

const imageProblems = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);
/** 128 + the number of the signal that ended the process. */
const signals: Record<number, string> = {
  130: 'SIGINT',
  134: 'SIGABRT',
  137: 'SIGKILL',
  139: 'SIGSEGV, an invalid memory access',
  143: 'SIGTERM',
};

/**
 * Why a job failed, from the pod that failed first: when one of a gang fails, the others are ended
 * because of it.
 */
export function failureReason(
  job: VolcanoJob,
  pods: readonly PodFacts[],
  maxRuntimeSeconds: number,
): { reason: StateReason; exitCode: number | null } {
  const culprit = firstToFail(pods);
  const raw = [job.status?.state?.reason, job.status?.state?.message].filter((part) => part).join(': ');
  const found = culprit === null ? null : podFailure(culprit, maxRuntimeSeconds);
  const retries = job.status?.retryCount ?? 0;
  const text = found?.text ?? `Volcano ended the job (${job.status?.state?.phase ?? 'Failed'}).`;
  const after = retries > 0 ? ` The job had been restarted ${retries === 1 ? 'once' : `${retries} times`}.` : '';
  const message = culprit?.message ?? (raw === '' ? undefined : raw);
  return {
    reason: { code: found?.code ?? 'Failed', text: text + after, ...(message === undefined ? {} : { raw: message }) },
    exitCode: culprit?.exitCode ?? null,
  };
}

/** @returns words for an image that cannot be had, while the pod still tries */
export function imageProblem(pod: PodFacts): StateReason | null {
  if (pod.reason === null || !imageProblems.has(pod.reason)) return null;
  const text = `${pod.name}: the image ${pod.image ?? ''} cannot be pulled.`;
  return { code: 'ImagePull', text, ...(pod.message === null ? {} : { raw: pod.message }) };
}

function firstToFail(pods: readonly PodFacts[]): PodFacts | null {
  const failed = pods.filter((pod) => pod.phase === 'failed' || imageProblem(pod) !== null);
  const blame = (pod: PodFacts) => (isCollateral(pod) ? 1 : 0);
  const end = (pod: PodFacts) => pod.finishedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return failed.toSorted((a, b) => blame(a) - blame(b) || b.attempt - a.attempt || compare(end(a), end(b)))[0] ?? null;
}

const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

/** Told to end: rather a consequence than a cause. */
function isCollateral(pod: PodFacts): boolean {
  return pod.reason !== 'OOMKilled' && (pod.exitCode === 143 || pod.exitCode === 137);
}

function podFailure(pod: PodFacts, maxRuntimeSeconds: number): StateReason {
  const image = imageProblem(pod);
  if (image !== null) return image;
  if (pod.reason === 'OOMKilled') {
    const limit =
      pod.memoryLimit === null ? 'more memory than it may' : `more than its memory limit of ${pod.memoryLimit}`;
    return {
      code: 'OutOfMemory',
      text: `${pod.name} used ${limit} and was killed (exit code ${pod.exitCode ?? 137}).`,
    };
  }
  if (pod.reason === 'DeadlineExceeded') return maximumRuntime(maxRuntimeSeconds);
  if (pod.reason === 'Evicted' || pod.reason === 'Preempting') {
    return { code: 'Evicted', text: `${pod.name} was evicted from ${pod.node ?? 'its node'}.` };
  }
  if (pod.exitCode === null)
    return { code: 'Failed', text: `${pod.name} failed${pod.reason ? `: ${pod.reason}` : ''}.` };
  const signal = signals[pod.exitCode];
  const how = signal === undefined ? '' : ` (ended by ${signal})`;
  return { code: 'ExitCode', text: `${pod.name} ended with exit code ${pod.exitCode}${how}.` };
}

/** The portal, or the kubelet, ended a job that ran longer than it said it would. */
export function maximumRuntime(seconds: number): StateReason {
  return { code: 'MaximumRuntime', text: `The maximum run time of ${durationInWords(seconds)} was reached.` };
}
