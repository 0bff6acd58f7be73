import type { KubernetesEvent } from '#server/adapters/kubernetes/types.ts';
import { eventInWords, isNoise } from './domain/event-words.ts';
import type { NewEventRow } from './projection-repository.ts';

/** Events kept for a job until it is written; of a burst beyond that, the oldest are dropped. */
const PER_JOB = 500;
/** Events whose object has not been seen yet (the watches do not keep step with each other). */
const STRAYS = 2_000;
/** Keys of written events that are remembered. */
const REMEMBERED = 20_000;
/** An event that only happened once more is written this rarely: the scheduler repeats itself every second. */
const REPEAT_MS = 30_000;

interface Written {
  text: string;
  at: number;
}

/** Kubernetes' events on their way into the jobs' rows; bounded, whatever the cluster says. */
export class EventBuffer {
  readonly #byJob = new Map<string, Map<string, KubernetesEvent>>();
  readonly #strays = new Map<string, KubernetesEvent>();
  readonly #written = new Map<string, Written>();
  readonly #jobOf: (object: KubernetesEvent['involvedObject']) => string | null;
  readonly #now: () => Date;

  constructor(jobOf: (object: KubernetesEvent['involvedObject']) => string | null, now: () => Date) {
    this.#jobOf = jobOf;
    this.#now = now;
  }

  /** @returns the job that has something to write, if any */
  add(event: KubernetesEvent): string | null {
    const key = event.metadata.uid;
    if (key === undefined || isNoise(event) || !this.#isNews(key, event)) return null;
    const jobId = this.#jobOf(event.involvedObject);
    if (jobId === null) {
      put(this.#strays, key, event, STRAYS);
      return null;
    }
    let events = this.#byJob.get(jobId);
    if (events === undefined) {
      events = new Map();
      this.#byJob.set(jobId, events);
    }
    put(events, key, event, PER_JOB);
    return jobId;
  }

  /** Tries again with the events whose object was unknown. @returns jobs that have something to write */
  retryStrays(): string[] {
    const strays = [...this.#strays.values()];
    this.#strays.clear();
    return [...new Set(strays.flatMap((event) => this.add(event) ?? []))];
  }

  /** The rows to write for a job; `commit` when they have been written. */
  take(jobId: string): { rows: NewEventRow[]; commit: () => void } {
    const events = this.#byJob.get(jobId) ?? new Map<string, KubernetesEvent>();
    const taken = [...events];
    const rows = taken.map(([key, event]) => ({ jobId, key, ...eventInWords(event, this.#now()) }));
    return {
      rows,
      commit: () => {
        for (const [key, event] of taken) {
          if (events.get(key) === event) events.delete(key);
          put(this.#written, key, { text: event.message ?? '', at: this.#now().getTime() }, REMEMBERED);
        }
        // Events that came meanwhile are in the map of then, which may be another one.
        if (events.size === 0 && this.#byJob.get(jobId) === events) this.#byJob.delete(jobId);
      },
    };
  }

  #isNews(key: string, event: KubernetesEvent): boolean {
    const before = this.#written.get(key);
    if (before === undefined || before.text !== (event.message ?? '')) return true;
    return this.#now().getTime() - before.at >= REPEAT_MS;
  }
}

/** Puts last; beyond the limit the oldest goes. */
function put<V>(map: Map<string, V>, key: string, value: V, limit: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= limit) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
