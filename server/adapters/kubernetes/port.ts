import type { KubernetesEvent, Manifest, Node, Pod, PodGroup, Queue, VolcanoJob } from './types.ts';

/** The person a write is done as: Kubernetes' own RBAC and audit log see them. */
export interface Impersonation {
  user: string;
  groups: readonly string[];
}

/** Kinds the portal follows. */
export interface WatchedKinds {
  job: VolcanoJob;
  podGroup: PodGroup;
  pod: Pod;
  event: KubernetesEvent;
  node: Node;
  queue: Queue;
}

export interface WatchHandlers<T> {
  /** The whole of what exists, after every (re)list: what is not in it no longer exists. */
  listed: (objects: readonly T[]) => void;
  changed: (object: T) => void;
  deleted: (object: T) => void;
}

/** What the portal does with Kubernetes. The real adapter and the fake pass the same contract tests. */
export interface Kubernetes {
  /** Whether a cluster is configured and answered last time, and since when that has been so. */
  status(): { state: 'connected' | 'unreachable' | 'not_configured'; since: Date; detail: string };

  /**
   * Creates a Volcano Job as a person. A Job of the same name with the same `mlplatform.dev/job-id`
   * label counts as created: doing it twice is harmless.
   * @throws KubernetesRefused (quota, webhook, Pod Security, RBAC, a foreign Job of that name), KubernetesUnavailable
   */
  createJob(as: Impersonation, job: VolcanoJob, options?: { dryRun?: boolean }): Promise<VolcanoJob>;
  /** @returns null when there is none */
  getJob(namespace: string, name: string): Promise<VolcanoJob | null>;
  /** Asks Volcano to abort a Job (`bus.volcano.sh` Command); asking again is harmless. */
  stopJob(as: Impersonation, job: { namespace: string; name: string; uid: string }): Promise<void>;

  /** Deletes a Job with its pods, if it is still the one with this uid; one that is gone is no error. */
  deleteJob(as: Impersonation, job: { namespace: string; name: string; uid: string }): Promise<void>;

  /** Server-side apply of cluster-scoped and namespaced objects, in order, as a person. */
  apply(as: Impersonation, objects: readonly Manifest[]): Promise<void>;
  getQueue(name: string): Promise<Queue | null>;

  /**
   * Lines of a pod's log as bytes, as the portal's own account (use cases authorise before).
   * Ends with the container unless the caller's signal ends it first.
   */
  podLogs(
    pod: { namespace: string; name: string; container?: string },
    options: { follow: boolean; sinceTime?: Date; tailLines?: number; limitBytes?: number; signal: AbortSignal },
  ): AsyncIterable<Uint8Array>;

  /** Lists and follows a kind until the signal aborts; survives dropped connections, restarts and 410s by listing again. */
  watch<K extends keyof WatchedKinds>(kind: K, handlers: WatchHandlers<WatchedKinds[K]>, signal: AbortSignal): void;
  /** Seconds since each watch last heard anything (bookmarks count); null: never yet. */
  watchAges(): Record<keyof WatchedKinds, number | null>;
}

/** Kubernetes understood and said no; trying again without a change is pointless. */
export class KubernetesRefused extends Error {
  readonly status: number;
  /** Kubernetes' machine reason (`Forbidden`, `Invalid`, `AlreadyExists`, …). */
  readonly reason: string;
  static override [Symbol.hasInstance](error: unknown): boolean {
    return isNamed(error, 'KubernetesRefused');
  }
  constructor(status: number, reason: string, message: string) {
    super(message);
    this.name = 'KubernetesRefused';
    this.status = status;
    this.reason = reason;
  }
}

/** Kubernetes could not be asked, or failed itself; try again later. */
export class KubernetesUnavailable extends Error {
  static override [Symbol.hasInstance](error: unknown): boolean {
    return isNamed(error, 'KubernetesUnavailable');
  }
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'KubernetesUnavailable';
  }
}

/**
 * Next bundles routes and pages apart, each with a copy of these classes, while one adapter serves
 * both: an error is known by its name, whichever copy threw it.
 */
function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
