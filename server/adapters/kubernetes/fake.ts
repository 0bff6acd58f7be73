import { v7 } from 'uuid';
import { type FakeCluster, fakeCluster, keyOf } from './fake-cluster.ts';
import { JOB_ID_LABEL } from './metadata.ts';
import { type Impersonation, type Kubernetes, KubernetesRefused } from './port.ts';
import type { Manifest, VolcanoJob } from './types.ts';

type Write = 'createJob' | 'stopJob' | 'deleteJob' | 'apply';

/** Kubernetes in memory, with Volcano's part played as far as the portal's own writes go. */
export interface FakeKubernetes extends Kubernetes {
  /** What the cluster does by itself: watches hear of it at once. */
  cluster: FakeCluster;
  /** Writes that were carried out, in order, and who did them. */
  writes: { what: Write; as: Impersonation; name: string }[];
  /** What `status()` answers from now on; `since` is the call's time. */
  setStatus(state: ReturnType<Kubernetes['status']>['state']): void;
  /** Lets calls fail: `before` the cluster heard of it, or `after` it did it (the answer is lost). */
  failWith(choose: (call: keyof Kubernetes, when: 'before' | 'after') => Error | null): void;
  /** `namespace/pod` → its log. */
  podLog: Map<string, string>;
}

/**
 * @param options.now clock of the cluster; timestamps are whole seconds, as in Kubernetes
 * @param options.open accept Jobs in any namespace and by anybody, without a team applied before
 */
export function createFakeKubernetes(options: { now?: () => Date; open?: boolean } = {}): FakeKubernetes {
  const now = options.now ?? (() => new Date());
  const stamp = () => `${now().toISOString().slice(0, 19)}Z`;
  const cluster = fakeCluster();
  const applied = new Map<string, Manifest>();
  const writes: FakeKubernetes['writes'] = [];
  const podLog = new Map<string, string>();
  let status: ReturnType<Kubernetes['status']> = { state: 'connected', since: now(), detail: 'a fake' };
  let choose: Parameters<FakeKubernetes['failWith']>[0] = () => null;

  const called = async <T>(call: keyof Kubernetes, work: () => T): Promise<T> => {
    await Promise.resolve();
    throwIf(choose(call, 'before'));
    const result = work();
    throwIf(choose(call, 'after'));
    return result;
  };
  const mayWrite = (as: Impersonation, verb: string, namespace: string, ...more: string[]) => {
    const team = `mlplatform:team:${namespace.replace(/^team-/, '')}:member`;
    if (options.open === true || [team, ...more].some((group) => as.groups.includes(group))) return;
    throw new KubernetesRefused(403, 'Forbidden', `User "${as.user}" cannot ${verb} in the namespace "${namespace}"`);
  };
  const jobIn = (namespace: string, name: string): VolcanoJob | null =>
    cluster.get('job', `${namespace}/${name}`) ?? null;

  return {
    cluster,
    writes,
    podLog,
    status: () => status,
    setStatus(state) {
      status = { state, since: now(), detail: state };
    },
    failWith(next) {
      choose = next;
    },

    createJob: (as, job, createOptions = {}) =>
      called('createJob', () => {
        const { namespace = '', name } = job.metadata;
        mayWrite(as, 'create resource "jobs"', namespace);
        if (options.open !== true && !applied.has(`Namespace/${namespace}`)) {
          throw new KubernetesRefused(404, 'NotFound', `namespaces "${namespace}" not found`);
        }
        const existing = jobIn(namespace, name);
        if (existing !== null) {
          const id = job.metadata.labels?.[JOB_ID_LABEL];
          if (id !== undefined && existing.metadata.labels?.[JOB_ID_LABEL] === id) return existing;
          throw new KubernetesRefused(409, 'AlreadyExists', `jobs.batch.volcano.sh "${name}" already exists`);
        }
        const metadata = { ...job.metadata, uid: v7(), creationTimestamp: stamp(), resourceVersion: '1' };
        const created = { ...job, metadata, status: { state: { phase: 'Pending', lastTransitionTime: stamp() } } };
        if (createOptions.dryRun === true) return created;
        cluster.put('job', created);
        writes.push({ what: 'createJob', as, name });
        return created;
      }),

    getJob: (namespace, name) => called('getJob', () => jobIn(namespace, name)),

    stopJob: (as, { namespace, name, uid }) =>
      called('stopJob', () => {
        mayWrite(as, 'create resource "commands"', namespace, 'mlplatform:admin', 'mlplatform:oncall');
        writes.push({ what: 'stopJob', as, name });
        const job = jobIn(namespace, name);
        if (job === null || job.metadata.uid !== uid || isOver(job)) return;
        cluster.put('job', {
          ...job,
          status: { ...job.status, state: { phase: 'Aborted', lastTransitionTime: stamp() } },
        });
      }),

    deleteJob: (as, { namespace, name, uid }) =>
      called('deleteJob', () => {
        mayWrite(as, 'delete resource "jobs"', namespace, 'mlplatform:admin', 'mlplatform:oncall');
        const job = jobIn(namespace, name);
        if (job === null || job.metadata.uid !== uid) return;
        writes.push({ what: 'deleteJob', as, name });
        cluster.remove('job', job);
      }),

    apply: (as, objects) =>
      called('apply', () => {
        if (options.open !== true && !as.groups.includes('mlplatform:admin')) {
          throw new KubernetesRefused(403, 'Forbidden', `User "${as.user}" cannot patch resource "namespaces"`);
        }
        for (const object of objects) {
          applied.set(keyOf(object), object);
          writes.push({ what: 'apply', as, name: object.metadata.name });
          if (object.kind === 'Queue') cluster.putQueue(object);
        }
      }),

    getQueue: (name) => called('getQueue', () => cluster.get('queue', name) ?? null),

    async *podLogs(pod, logOptions) {
      throwIf(choose('podLogs', 'before'));
      const log = podLog.get(`${pod.namespace}/${pod.name}`);
      if (log === undefined) throw new KubernetesRefused(404, 'NotFound', `pods "${pod.name}" not found`);
      yield new TextEncoder().encode(log).subarray(0, logOptions.limitBytes);
      throwIf(choose('podLogs', 'after'));
    },

    watch: (kind, handlers, signal) => cluster.watch(kind, handlers, signal),
    watchAges: () => ({ job: 0, podGroup: 0, pod: 0, event: 0, node: 0, queue: 0 }),
  };
}

function isOver(job: VolcanoJob): boolean {
  return ['Completed', 'Failed', 'Terminated', 'Aborted'].includes(job.status?.state?.phase ?? '');
}

function throwIf(error: Error | null): void {
  if (error !== null) throw error;
}
