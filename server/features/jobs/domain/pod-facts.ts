import { gpusIn, instantOf } from '#server/adapters/kubernetes/metadata.ts';
import type { Pod } from '#server/adapters/kubernetes/types.ts';

export type PodPhase = 'pending' | 'starting' | 'running' | 'succeeded' | 'failed' | 'gone';

/** A pod of a job in the portal's words. Times are Kubernetes' own. */
export interface PodFacts {
  uid: string;
  name: string;
  namespace: string;
  /** Task of the Volcano Job (`worker`) and the index in it. */
  task: string;
  index: number;
  /** 1 for the first; one more after each restart of the whole job. */
  attempt: number;
  phase: PodPhase;
  /** Kubernetes' own reason (`OOMKilled`, `Evicted`, `ErrImagePull`, …). */
  reason: string | null;
  message: string | null;
  exitCode: number | null;
  node: string | null;
  gpus: number;
  image: string | null;
  memoryLimit: string | null;
  createdAt: Date;
  /** Bound to a node: from now on it holds its GPUs. */
  scheduledAt: Date | null;
  startedAt: Date | null;
  /** End of the last container; never null once the phase is succeeded or failed. */
  finishedAt: Date | null;
  /** When its deletion was asked for; it may still be ending. */
  deletionRequestedAt: Date | null;
}

/** Reads a pod; never throws, whatever is missing in it. */
export function podFacts(pod: Pod): PodFacts {
  const { metadata, spec, status } = pod;
  const createdAt = instantOf(metadata.creationTimestamp) ?? new Date(0);
  const scheduled = status?.conditions?.find((c) => c.type === 'PodScheduled');
  const bound = spec.nodeName !== undefined && spec.nodeName !== '';
  const main = spec.containers[0];
  const states = (status?.containerStatuses ?? []).map((c) => c.state ?? {});
  const initStates = (status?.initContainerStatuses ?? []).map((c) => c.state ?? {});
  const ended = states.flatMap((s) => s.terminated ?? []);
  const failed = [...initStates.flatMap((s) => s.terminated ?? []), ...ended].find((t) => t.exitCode !== 0);
  const waiting = [...initStates, ...states].flatMap((s) => s.waiting ?? []).find((w) => isProblem(w.reason));
  const phase = phaseOf(status?.phase, bound);
  const over = phase === 'succeeded' || phase === 'failed';
  return {
    uid: metadata.uid ?? `${metadata.namespace}/${metadata.name}`,
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    task: metadata.labels?.['volcano.sh/task-spec'] ?? metadata.annotations?.['volcano.sh/task-spec'] ?? 'default',
    index: wholeNumber(metadata.annotations?.['volcano.sh/task-index']) ?? 0,
    attempt: (wholeNumber(metadata.annotations?.['volcano.sh/job-retry-count']) ?? 0) + 1,
    phase,
    reason: status?.reason ?? failed?.reason ?? waiting?.reason ?? unschedulable(scheduled) ?? null,
    message: status?.message ?? failed?.message ?? waiting?.message ?? scheduled?.message ?? null,
    exitCode: failed?.exitCode ?? (over ? (ended[0]?.exitCode ?? null) : null),
    node: bound ? (spec.nodeName ?? null) : null,
    gpus: spec.containers.reduce((sum, c) => sum + gpusIn(c.resources?.limits ?? c.resources?.requests), 0),
    image: main?.image ?? null,
    memoryLimit: main?.resources?.limits?.memory === undefined ? null : String(main.resources.limits.memory),
    createdAt,
    scheduledAt: bound ? (instantOf(scheduled?.lastTransitionTime ?? undefined) ?? createdAt) : null,
    startedAt: earliest(states.map((s) => s.running?.startedAt ?? s.terminated?.startedAt)),
    // A pod that failed before a container ran has no other end than that of its conditions.
    finishedAt: over
      ? (latest(ended.map((t) => t.finishedAt)) ??
        latest((status?.conditions ?? []).map((c) => c.lastTransitionTime)) ??
        createdAt)
      : null,
    deletionRequestedAt: deletionRequested(pod),
  };
}

/** `deletionTimestamp` is when the grace period ends, not when the deletion was asked for. */
function deletionRequested({ metadata }: Pod): Date | null {
  const end = instantOf(metadata.deletionTimestamp);
  if (end === null) return null;
  return new Date(end.getTime() - (metadata.deletionGracePeriodSeconds ?? 0) * 1_000);
}

function phaseOf(phase: string | undefined, bound: boolean): PodPhase {
  if (phase === 'Succeeded') return 'succeeded';
  if (phase === 'Failed') return 'failed';
  if (phase === 'Running') return 'running';
  return bound ? 'starting' : 'pending';
}

/** Waiting is normal while a container is made; these are not. */
function isProblem(reason: string | undefined): boolean {
  return reason !== undefined && reason !== 'ContainerCreating' && reason !== 'PodInitializing';
}

function unschedulable(scheduled: { status: string; reason?: string } | undefined): string | null {
  return scheduled?.status === 'False' ? (scheduled.reason ?? null) : null;
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

type Times = readonly (string | null | undefined)[];
const times = (values: Times) => values.flatMap((value) => instantOf(value ?? undefined)?.getTime() ?? []);
const earliest = (values: Times): Date | null => pick(times(values), Math.min);
const latest = (values: Times): Date | null => pick(times(values), Math.max);
const pick = (values: number[], of: (...values: number[]) => number): Date | null =>
  values.length === 0 ? null : new Date(of(...values));
