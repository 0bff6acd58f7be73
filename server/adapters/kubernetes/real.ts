import type { Logger } from '#server/lib/logger.ts';
import { volcano, watchTargets } from './api-paths.ts';
import { applyObject, FIELD_MANAGER } from './apply-object.ts';
import { type ClusterSource, Connection } from './connection.ts';
import { JOB_ID_LABEL } from './metadata.ts';
import { podLogs } from './pod-logs.ts';
import { type Kubernetes, KubernetesRefused, type WatchedKinds, type WatchHandlers } from './port.ts';
import { type Call, call, pathTo } from './request.ts';
import { stopCommand } from './stop-command.ts';
import { type Queue, queueSchema, type VolcanoJob, volcanoJobSchema } from './types.ts';
import { superviseWatch } from './watch.ts';

const DRY_RUN_TIMEOUT_MS = 3_000;
/** A cluster that nobody has asked anything for this long is asked whether it is there. */
const PROBE_MS = 5_000;

/**
 * Kubernetes itself. Nothing is asked before the first call, watch or probe; a cluster that is not
 * there (yet) makes calls throw KubernetesUnavailable and watches wait.
 *
 * @param options.kubeconfigPath the file may appear and change later; null: no cluster, unless `inCluster`
 *   says that the portal runs in a pod of it
 * @returns the port and `close`, which ends probe and file watching (watches end by their own signals)
 */
export function createKubernetes(options: {
  kubeconfigPath: string | null;
  inCluster?: boolean;
  log: Logger;
}): Kubernetes & { close(): void } {
  const connection = new Connection(sourceOf(options), options.log);
  const lastHeard: Partial<Record<keyof WatchedKinds, number>> = {};
  const probe = setInterval(() => {
    if (connection.cluster === null) return;
    // The outcome is in the connection's status, where every request reports.
    call(connection, { method: 'GET', path: '/version', timeoutMs: PROBE_MS }).catch(() => 'reported');
  }, PROBE_MS);
  probe.unref();

  const getJob = async (namespace: string, name: string): Promise<VolcanoJob | null> => {
    const found = await orNull(() => call(connection, { method: 'GET', path: jobPath(namespace, name) }));
    return found === null ? null : volcanoJobSchema.parse(found);
  };

  return {
    status: () => connection.status(),
    getJob,

    async createJob(as, job, createOptions = {}) {
      const { name, namespace = '' } = job.metadata;
      const request: Call = {
        method: 'POST',
        path: pathTo(...volcano.batch, 'namespaces', namespace, 'jobs'),
        query: { fieldManager: FIELD_MANAGER, dryRun: createOptions.dryRun === true ? 'All' : undefined },
        body: job,
        as,
        timeoutMs: createOptions.dryRun === true ? DRY_RUN_TIMEOUT_MS : undefined,
      };
      try {
        return volcanoJobSchema.parse(await call(connection, request));
      } catch (error) {
        if (!(error instanceof KubernetesRefused && error.reason === 'AlreadyExists')) throw error;
        const existing = await getJob(namespace, name);
        if (existing === null || !sameJob(existing, job)) throw error;
        return existing;
      }
    },

    async stopJob(as, job) {
      const path = pathTo(...volcano.bus, 'namespaces', job.namespace, 'commands');
      try {
        await call(connection, { method: 'POST', path, body: stopCommand(job), as });
      } catch (error) {
        // The same command is waiting to be carried out.
        if (!(error instanceof KubernetesRefused && error.reason === 'AlreadyExists')) throw error;
      }
    },

    async deleteJob(as, job) {
      const body = { propagationPolicy: 'Background', preconditions: { uid: job.uid } };
      try {
        await call(connection, { method: 'DELETE', path: jobPath(job.namespace, job.name), body, as });
      } catch (error) {
        // Gone, or another one by now.
        if (!(error instanceof KubernetesRefused && (error.status === 404 || error.status === 409))) throw error;
      }
    },

    async apply(as, objects) {
      for (const object of objects) await applyObject(connection, as, object);
    },

    async getQueue(name): Promise<Queue | null> {
      const path = pathTo(...volcano.scheduling, 'queues', name);
      const found = await orNull(() => call(connection, { method: 'GET', path }));
      return found === null ? null : queueSchema.parse(found);
    },

    podLogs: (pod, logOptions) => podLogs(connection, pod, logOptions),

    watch(kind, handlers, signal) {
      startWatch(connection, kind, handlers, {
        log: options.log,
        signal,
        heard: () => {
          lastHeard[kind] = Date.now();
        },
      });
    },

    watchAges: () => ({
      job: age(lastHeard.job),
      podGroup: age(lastHeard.podGroup),
      pod: age(lastHeard.pod),
      event: age(lastHeard.event),
      node: age(lastHeard.node),
      queue: age(lastHeard.queue),
    }),

    close() {
      clearInterval(probe);
      connection.close();
    },
  };
}

function startWatch<K extends keyof WatchedKinds>(
  connection: Connection,
  kind: K,
  handlers: WatchHandlers<WatchedKinds[K]>,
  options: { log: Logger; signal: AbortSignal; heard: () => void },
): void {
  const { path, labelSelector, schema } = watchTargets[kind];
  const parse = (object: unknown): WatchedKinds[K] | null => {
    const parsed = schema.safeParse(withKind(kind, object));
    if (parsed.success) return parsed.data;
    options.log.error({ kind, problem: parsed.error.message }, 'an object cannot be read');
    return null;
  };
  superviseWatch(connection, { path, labelSelector, parse, bookmarks: kind !== 'event' }, handlers, options).catch(
    (error: unknown) => options.log.error({ err: error, kind }, 'watch supervisor ended'),
  );
}

/** Objects in a list come without apiVersion and kind. */
function withKind(kind: keyof WatchedKinds, object: unknown): unknown {
  if (kind !== 'job' || typeof object !== 'object' || object === null) return object;
  return { apiVersion: 'batch.volcano.sh/v1alpha1', kind: 'Job', ...object };
}

function sourceOf(options: { kubeconfigPath: string | null; inCluster?: boolean }): ClusterSource {
  if (options.kubeconfigPath !== null) return { kubeconfig: options.kubeconfigPath };
  return options.inCluster === true ? 'in-cluster' : null;
}

function jobPath(namespace: string, name: string): string {
  return pathTo(...volcano.batch, 'namespaces', namespace, 'jobs', name);
}

function sameJob(a: VolcanoJob, b: VolcanoJob): boolean {
  const id = a.metadata.labels?.[JOB_ID_LABEL];
  return id !== undefined && id === b.metadata.labels?.[JOB_ID_LABEL];
}

function age(heardAt: number | undefined): number | null {
  return heardAt === undefined ? null : (Date.now() - heardAt) / 1_000;
}

async function orNull<T>(get: () => Promise<T>): Promise<T | null> {
  try {
    return await get();
  } catch (error) {
    if (error instanceof KubernetesRefused && error.status === 404) return null;
    throw error;
  }
}
