import { gpusIn, JOB_ID_LABEL } from '#server/adapters/kubernetes/metadata.ts';
import type { Node, Pod, PodGroup, Queue, VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import { type NodeInfo, nodeInfo } from '#server/features/capacity/domain/node-info.ts';
import { type PodFacts, podFacts } from './domain/pod-facts.ts';

/** A pod that is no longer in the cluster, as last seen, until its job has been written. */
export interface DepartedPod {
  pod: PodFacts;
  /** Its deletion was seen just now; false: a list no longer had it. */
  watched: boolean;
  at: Date;
}

/** What the view has of one job. */
export interface JobView {
  job: VolcanoJob | null;
  /** The Job as last seen, when its deletion was seen; it stays until the next look. */
  deleted: { job: VolcanoJob; at: Date } | null;
  podGroup: PodGroup | null;
  pods: readonly PodFacts[];
  departed: readonly DepartedPod[];
}

interface Entry {
  job: VolcanoJob | null;
  deleted: JobView['deleted'];
  podGroup: PodGroup | null;
  pods: Map<string, PodFacts>;
  departed: Map<string, DepartedPod>;
}

/**
 * The portal's part of the cluster in memory, as the watches bring it. Bounded by what the cluster
 * has: entries go when their Job, PodGroup and pods are gone and written down.
 * Every method answers which jobs have something new.
 */
export class ClusterView {
  readonly nodes = new Map<string, NodeInfo>();
  readonly queues = new Map<string, Queue>();
  /** When the pods were last listed as a whole; null: never yet. */
  podsListedAt: Date | null = null;
  readonly #jobs = new Map<string, Entry>();
  /** `namespace/name` of a pod → its job, for events. */
  readonly #podNames = new Map<string, string>();

  look(jobId: string): JobView {
    const entry = this.#jobs.get(jobId);
    if (entry === undefined) return { job: null, deleted: null, podGroup: null, pods: [], departed: [] };
    return { ...entry, pods: [...entry.pods.values()], departed: [...entry.departed.values()] };
  }

  /** What was looked at has been written: departed pods need not be kept. */
  written(jobId: string, look: JobView): void {
    const entry = this.#jobs.get(jobId);
    if (entry === undefined) return;
    for (const { pod } of look.departed) entry.departed.delete(pod.uid);
    if (entry.deleted === look.deleted) entry.deleted = null;
    const empty = entry.job === null && entry.deleted === null && entry.podGroup === null;
    if (empty && entry.pods.size === 0 && entry.departed.size === 0) this.#jobs.delete(jobId);
  }

  jobIds(): string[] {
    return [...this.#jobs.keys()];
  }

  setJob(job: VolcanoJob): string[] {
    return this.#change(job.metadata.labels, (entry) => {
      entry.job = job;
    });
  }

  removeJob(job: VolcanoJob, at: Date): string[] {
    return this.#change(job.metadata.labels, (entry) => {
      if (entry.job !== null && entry.job.metadata.uid !== job.metadata.uid) return;
      entry.job = null;
      entry.deleted = { job, at };
    });
  }

  setPodGroup(group: PodGroup): string[] {
    return this.#change(group.metadata.labels, (entry) => {
      entry.podGroup = group;
    });
  }

  removePodGroup(group: PodGroup): string[] {
    return this.#change(group.metadata.labels, (entry) => {
      if (entry.podGroup?.metadata.uid === group.metadata.uid) entry.podGroup = null;
    });
  }

  setPod(pod: Pod): string[] {
    return this.#change(pod.metadata.labels, (entry, jobId) => {
      const facts = podFacts(pod);
      entry.pods.set(facts.uid, facts);
      this.#podNames.set(`${facts.namespace}/${facts.name}`, jobId);
    });
  }

  removePod(pod: Pod, at: Date): string[] {
    return this.#change(pod.metadata.labels, (entry) => {
      this.#depart(entry, podFacts(pod), at, true);
    });
  }

  /** Takes a whole list of Jobs: those it does not have are gone. */
  replaceJobs(jobs: readonly VolcanoJob[]): string[] {
    const listed = new Set(jobs.flatMap((job) => job.metadata.uid ?? []));
    for (const entry of this.#jobs.values()) {
      if (entry.job !== null && !listed.has(entry.job.metadata.uid ?? '')) entry.job = null;
    }
    for (const job of jobs) this.setJob(job);
    return this.jobIds();
  }

  replacePodGroups(groups: readonly PodGroup[]): string[] {
    for (const entry of this.#jobs.values()) entry.podGroup = null;
    for (const group of groups) this.setPodGroup(group);
    return this.jobIds();
  }

  /** Takes a whole list of pods: those it does not have vanished unseen. */
  replacePods(pods: readonly Pod[], at: Date): string[] {
    const listed = new Set(pods.flatMap((pod) => pod.metadata.uid ?? []));
    for (const entry of this.#jobs.values()) {
      for (const pod of entry.pods.values()) if (!listed.has(pod.uid)) this.#depart(entry, pod, at, false);
    }
    this.#podNames.clear();
    for (const pod of pods) this.setPod(pod);
    this.podsListedAt = at;
    return this.jobIds();
  }

  setNode(node: Node): void {
    this.nodes.set(node.metadata.name, nodeInfo(node));
  }

  /** The job an event is about, if it is one of the portal's. */
  jobOf(object: { kind?: string; namespace?: string; name?: string; uid?: string }): string | null {
    if (object.kind === 'Pod') return this.#podNames.get(`${object.namespace}/${object.name}`) ?? null;
    for (const [jobId, { job, podGroup }] of this.#jobs) {
      if (object.uid !== undefined && (object.uid === job?.metadata.uid || object.uid === podGroup?.metadata.uid))
        return jobId;
    }
    return null;
  }

  /** GPUs held on each node by the portal's pods. */
  heldGpus(): Map<string, number> {
    const held = new Map<string, number>();
    for (const { pods } of this.#jobs.values()) {
      for (const { node, gpus, phase } of pods.values()) {
        if (node === null || phase === 'succeeded' || phase === 'failed') continue;
        held.set(node, (held.get(node) ?? 0) + gpus);
      }
    }
    return held;
  }

  /** Whether a queue, as last seen, allocates GPUs to its jobs. */
  queueHeld(name: string): number | null {
    const queue = this.queues.get(name);
    return queue === undefined ? null : gpusIn(queue.status?.allocated);
  }

  #depart(entry: Entry, pod: PodFacts, at: Date, watched: boolean): void {
    entry.pods.delete(pod.uid);
    this.#podNames.delete(`${pod.namespace}/${pod.name}`);
    entry.departed.set(pod.uid, { pod, watched, at });
  }

  #change(labels: Record<string, string> | undefined, change: (entry: Entry, jobId: string) => void): string[] {
    const jobId = labels?.[JOB_ID_LABEL];
    if (jobId === undefined) return [];
    let entry = this.#jobs.get(jobId);
    if (entry === undefined) {
      entry = { job: null, deleted: null, podGroup: null, pods: new Map(), departed: new Map() };
      this.#jobs.set(jobId, entry);
    }
    change(entry, jobId);
    return [jobId];
  }
}
