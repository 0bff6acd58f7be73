import type { Db } from '#db/client.ts';
import type { Kubernetes, WatchedKinds } from '#server/adapters/kubernetes/port.ts';
import type { LogStore } from '#server/adapters/storage/port.ts';
import { every } from '#server/lib/every.ts';
import { createKeyQueue, type KeyQueue } from '#server/lib/key-queue.ts';
import type { Logger } from '#server/lib/logger.ts';
import { stopLeftover } from './apply-job.ts';
import { ClusterView } from './cluster-view.ts';
import { podFacts } from './domain/pod-facts.ts';
import { EventBuffer } from './event-buffer.ts';
import { createLogArchiver } from './log-archiver.ts';
import { projectJob } from './project-job.ts';
import { toArchive, wantsArchive } from './project-pods.ts';
import { jobsInCluster, lastWatched, waitingJobs } from './projection-repository.ts';

export interface FollowContext {
  db: Db;
  kubernetes: Kubernetes;
  logs: LogStore;
  now: () => Date;
  log: Logger;
  /** Called when nodes, queues or the GPUs in use may have changed. */
  capacityChanged: () => void;
  /** Called with every queue that is new or changed. */
  queueChanged: (queue: WatchedKinds['queue']) => void;
  /** Told how long each projection took, in seconds. */
  projected?: (seconds: number, changed: boolean) => void;
}

/** The part of the worker that writes down what the cluster does. */
export interface Following {
  view: ClusterView;
  /** Looks at a job again. */
  project: (jobId: string) => void;
  /** Looks again at the jobs that wait for a place: the numbers in their reasons change with others' jobs. */
  refreshWaiting: () => Promise<void>;
  /** Stores what a job's pods have written so far: they are about to be ended. */
  keepLogs: (jobId: string) => Promise<void>;
  /** Resolves when nothing is left to write. */
  idle: () => Promise<void>;
}

const PROJECTIONS_AT_ONCE = 4;
/** A stop waits this long, at most, for what the pods have written so far. */
const SNAPSHOT_MS = 2_000;
/** While Kubernetes answers, its pods count as followed up to now; looked at this often. */
const FOLLOWED_TICK_MS = 2_000;

/**
 * Watches Kubernetes and projects what it says into the database until the signal aborts. Projections
 * start when every kind has been listed once: before that, what is not seen is not known to be gone.
 */
export async function followCluster(ctx: FollowContext, signal: AbortSignal): Promise<Following> {
  const view = new ClusterView();
  const events = new EventBuffer((object) => view.jobOf(object), ctx.now);
  let followedUntil = (await lastWatched(ctx.db)) ?? ctx.now();
  let podNewsAt = followedUntil;
  const archiver = createLogArchiver(ctx, signal);
  const projectionContext = {
    db: ctx.db,
    kubernetes: ctx.kubernetes,
    now: ctx.now,
    view,
    followedUntil: () => followedUntil,
    takeEvents: (jobId: string) => events.take(jobId),
  };
  const keys = createKeyQueue({
    concurrency: PROJECTIONS_AT_ONCE,
    signal,
    failed: (jobId, error) => ctx.log.warn({ jobId, err: error }, 'a projection failed and is tried again'),
    work: async (jobId) => {
      const startedAt = performance.now();
      const { changed, endedPods, leftover } = await projectJob(projectionContext, jobId);
      ctx.projected?.((performance.now() - startedAt) / 1_000, changed);
      for (const pod of endedPods) archiver.add(pod);
      if (leftover !== null) await stopLeftover(ctx, leftover);
    },
  });
  const gate = openWhenListed(['job', 'podGroup', 'pod', 'node', 'queue'], keys);
  const afterList = (kind: keyof WatchedKinds, jobIds: readonly string[]) => {
    for (const jobId of jobIds) gate.add(jobId);
    gate.listed(kind);
    // Rows whose Job or pods the list no longer has.
    jobsInCluster(ctx.db).then(
      (ids) => {
        for (const id of ids) gate.add(id);
      },
      (error: unknown) => ctx.log.warn({ err: error }, 'jobs in the cluster could not be read; the sweep looks again'),
    );
  };

  follow(ctx, 'job', signal, gate, {
    listed: (jobs) => afterList('job', view.replaceJobs(jobs)),
    changed: (job) => view.setJob(job),
    deleted: (job) => view.removeJob(job, ctx.now()),
  });
  follow(ctx, 'podGroup', signal, gate, {
    listed: (groups) => afterList('podGroup', view.replacePodGroups(groups)),
    changed: (group) => view.setPodGroup(group),
    deleted: (group) => view.removePodGroup(group),
  });
  follow(ctx, 'pod', signal, gate, {
    listed: (pods) => {
      followedUntil = podNewsAt;
      podNewsAt = ctx.now();
      afterList('pod', [...view.replacePods(pods, ctx.now()), ...events.retryStrays()]);
      ctx.capacityChanged();
    },
    changed: (pod) => {
      const jobIds = view.setPod(pod);
      // At once, and not after the projection: it may be gone in a moment.
      const facts = podFacts(pod);
      if (facts.deletionRequestedAt !== null && wantsArchive(facts)) {
        for (const jobId of jobIds) archiver.add(toArchive(jobId, facts));
      }
      return [...jobIds, ...events.retryStrays()];
    },
    deleted: (pod) => {
      archiver.gone(pod.metadata.uid ?? '');
      return view.removePod(pod, ctx.now());
    },
    any: () => {
      podNewsAt = ctx.now();
      ctx.capacityChanged();
    },
  });
  followRest(ctx, view, events, signal, gate);
  every(FOLLOWED_TICK_MS, signal, () => {
    if (ctx.kubernetes.status().state === 'connected' && view.podsListedAt !== null) podNewsAt = ctx.now();
  });
  return {
    view,
    project: (jobId) => gate.add(jobId),
    refreshWaiting: async () => {
      for (const id of await waitingJobs(ctx.db)) gate.add(id);
    },
    keepLogs: async (jobId) => {
      const running = view.look(jobId).pods.filter(({ phase }) => phase === 'running');
      await archiver.snapshot(
        running.map((pod) => toArchive(jobId, pod)),
        SNAPSHOT_MS,
      );
    },
    idle: () => keys.idle(),
  };
}

interface Gate {
  add(jobId: string): void;
  listed(kind: keyof WatchedKinds): void;
}

/** Holds keys back until every kind has been listed once. */
function openWhenListed(kinds: readonly (keyof WatchedKinds)[], keys: KeyQueue): Gate {
  const missing = new Set(kinds);
  const held = new Set<string>();
  return {
    add(jobId) {
      if (missing.size === 0) keys.add(jobId);
      else held.add(jobId);
    },
    listed(kind) {
      missing.delete(kind);
      if (missing.size > 0) return;
      for (const jobId of held) keys.add(jobId);
      held.clear();
    },
  };
}

/** Watches a kind whose objects belong to jobs; what the handlers answer is projected. */
function follow<K extends keyof WatchedKinds>(
  ctx: FollowContext,
  kind: K,
  signal: AbortSignal,
  gate: Gate,
  on: {
    listed: (objects: readonly WatchedKinds[K][]) => void;
    changed: (object: WatchedKinds[K]) => readonly string[];
    deleted: (object: WatchedKinds[K]) => readonly string[];
    /** After every single change. */
    any?: () => void;
  },
): void {
  const project = (jobIds: readonly string[]) => {
    for (const jobId of jobIds) gate.add(jobId);
    on.any?.();
  };
  const changed = (object: WatchedKinds[K]) => project(on.changed(object));
  const deleted = (object: WatchedKinds[K]) => project(on.deleted(object));
  ctx.kubernetes.watch(kind, { listed: on.listed, changed, deleted }, signal);
}

/** Events, nodes and queues: what jobs do not own. */
function followRest(ctx: FollowContext, view: ClusterView, events: EventBuffer, signal: AbortSignal, gate: Gate): void {
  const hear = (event: WatchedKinds['event']) => {
    const jobId = events.add(event);
    if (jobId !== null) gate.add(jobId);
  };
  ctx.kubernetes.watch(
    'event',
    { listed: (all) => all.forEach(hear), changed: hear, deleted: () => undefined },
    signal,
  );
  const setNode = (node: WatchedKinds['node']) => {
    view.setNode(node);
    ctx.capacityChanged();
  };
  const listNodes = (all: readonly WatchedKinds['node'][]) => {
    view.nodes.clear();
    all.forEach(setNode);
    gate.listed('node');
  };
  const deleteNode = (node: WatchedKinds['node']) => {
    view.nodes.delete(node.metadata.name);
    ctx.capacityChanged();
  };
  ctx.kubernetes.watch('node', { listed: listNodes, changed: setNode, deleted: deleteNode }, signal);
  const setQueue = (queue: WatchedKinds['queue']) => {
    view.queues.set(queue.metadata.name, queue);
    ctx.capacityChanged();
    ctx.queueChanged(queue);
  };
  const listQueues = (all: readonly WatchedKinds['queue'][]) => {
    view.queues.clear();
    all.forEach(setQueue);
    gate.listed('queue');
  };
  const deleteQueue = (queue: WatchedKinds['queue']) => {
    view.queues.delete(queue.metadata.name);
    ctx.capacityChanged();
    ctx.queueChanged({ metadata: queue.metadata });
  };
  ctx.kubernetes.watch('queue', { listed: listQueues, changed: setQueue, deleted: deleteQueue }, signal);
}
