import { instantOf } from '#server/adapters/kubernetes/metadata.ts';
import type { KubernetesEvent } from '#server/adapters/kubernetes/types.ts';

/** A Kubernetes event in the portal's words. */
export interface EventInWords {
  kind: 'normal' | 'warning';
  text: string;
  rawReason: string | null;
  rawMessage: string | null;
  objectKind: string | null;
  objectName: string | null;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** By Kubernetes' reason; `name` is the object's, `message` Kubernetes' own text. */
const words: Record<string, (name: string, message: string) => string> = {
  Scheduled: (name, message) => {
    const node = / to (\S+)$/.exec(message)?.[1];
    return node === undefined ? 'All pods of the gang have a place.' : `${name} has a place on ${node}.`;
  },
  Pulling: (name) => `${name}: the image is being pulled.`,
  Pulled: (name) => `${name}: the image is there.`,
  Created: (name) => `${name}: the container was made.`,
  Started: (name) => `${name} started.`,
  Killing: (name) => `${name} is being ended.`,
  FailedScheduling: (name, message) => `${name} has no place yet: ${message}`,
  Unschedulable: (_, message) => `The job cannot be placed yet: ${message}`,
  Evict: (name, message) => `${name} was evicted: ${message}`,
  Evicted: (name, message) => `${name} was evicted: ${message}`,
  Preempted: (name) => `${name} had to make room for a job of higher priority.`,
  BackOff: (name, message) => `${name}: trying again later: ${message}`,
  Failed: (name, message) => `${name}: ${message}`,
  FailedMount: (name, message) => `${name}: a volume cannot be mounted: ${message}`,
  CommandIssued: (_, message) => (message.includes('AbortJob') ? 'Volcano begins to stop the job.' : message),
  ExecuteAction: (_, message) => `Volcano acts: ${message}`,
  PodGroupPending: (_, message) => `The job waits in its queue: ${message}`,
  OOMKilling: (name) => `${name} ran out of memory.`,
};

/**
 * Whether an event says something to people. Volcano calls every gang unschedulable until its pods are
 * made and bound; only a count of pods that found no place is news.
 */
export function isNoise(event: KubernetesEvent): boolean {
  return event.reason === 'Unschedulable' && /^0\/\d+ tasks in gang unschedulable/.test(event.message ?? '');
}

/**
 * Reads an event. Its times are in one of several places, depending on who wrote it with which API.
 * @param now for an event that has no time at all
 */
export function eventInWords(event: KubernetesEvent, now: Date): EventInWords {
  const name = event.involvedObject.name ?? '';
  const message = event.message ?? '';
  const text =
    words[event.reason ?? '']?.(name, message) ?? (message === '' ? `${name}: ${event.reason ?? 'event'}` : message);
  const times = [
    event.firstTimestamp,
    event.eventTime,
    event.metadata.creationTimestamp,
    event.lastTimestamp,
    event.series?.lastObservedTime,
  ].flatMap((time) => instantOf(time ?? undefined)?.getTime() ?? []);
  return {
    kind: event.type === 'Warning' ? 'warning' : 'normal',
    text,
    rawReason: event.reason ?? null,
    rawMessage: event.message ?? null,
    objectKind: event.involvedObject.kind ?? null,
    objectName: event.involvedObject.name ?? null,
    count: Math.max(1, event.series?.count ?? event.count ?? 1),
    firstAt: times.length === 0 ? now : new Date(Math.min(...times)),
    lastAt: times.length === 0 ? now : new Date(Math.max(...times)),
  };
}
