import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobStates } from '#db/schema/index.ts';
import type { PodGroup, VolcanoJob } from '#server/adapters/kubernetes/types.ts';
import { type ClusterFacts, deriveState, isFinished, type JobFacts } from './derive-state.ts';
import type { PodFacts } from './pod-facts.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second));
const stamp = (second: number) => at(second).toISOString();

const facts: JobFacts = {
  state: 'queued',
  reason: { code: 'Accepted', text: 'Accepted.' },
  attempt: 1,
  exitCode: null,
  kubernetesUid: 'uid-1',
  submittedAt: at(0),
  maxRuntimeSeconds: 7_200,
  desiredState: 'running',
  stopRequestedBy: null,
  teamSlug: 'nlp',
  gpus: 8,
  gpusPerWorker: 8,
  workers: 1,
  gpuModel: 'A100-40',
  capacityType: null,
  pool: null,
  createdInClusterAt: null,
  admittedAt: null,
  scheduledAt: null,
  runningAt: null,
  finishedAt: null,
};

function volcanoJob(phase: string, status: Partial<NonNullable<VolcanoJob['status']>> = {}): VolcanoJob {
  return {
    apiVersion: 'batch.volcano.sh/v1alpha1',
    kind: 'Job',
    metadata: { name: 'j', uid: 'uid-1', creationTimestamp: stamp(1) },
    spec: {
      queue: 'nlp',
      minAvailable: 1,
      tasks: [{ name: 'worker', replicas: 1, template: { spec: { containers: [] } } }],
    },
    status: { state: { phase, lastTransitionTime: stamp(50) }, ...status },
  };
}

const group = (phase: string, message?: string): PodGroup => ({
  metadata: { name: 'j-uid-1' },
  spec: {},
  status: {
    phase,
    conditions: message === undefined ? [] : [{ type: 'Unschedulable', status: 'True', message }],
  },
});

const pod = (change: Partial<PodFacts> = {}): PodFacts => ({
  uid: 'pod-1',
  name: 'j-worker-0',
  namespace: 'team-nlp',
  task: 'worker',
  index: 0,
  attempt: 1,
  phase: 'pending',
  reason: null,
  message: null,
  exitCode: null,
  node: null,
  gpus: 8,
  image: 'team/train:1',
  memoryLimit: '400Gi',
  createdAt: at(2),
  scheduledAt: null,
  startedAt: null,
  finishedAt: null,
  deletionRequestedAt: null,
  ...change,
});
const bound = { node: 'n1', scheduledAt: at(3) };
const runs = { ...bound, phase: 'running', startedAt: at(4) } as const;
const failed = { ...bound, phase: 'failed', startedAt: at(4), finishedAt: at(40) } as const;

const none: ClusterFacts = { now: at(55), job: null, gone: null, podGroup: null, pods: [], queue: null, nodes: [] };
const node = (free: number, change = {}) => ({
  gpuModel: 'A100-40',
  capacityType: 'reserved' as const,
  pool: null,
  usable: true,
  gpus: 8,
  free,
  ...change,
});

const cases: [string, Partial<JobFacts>, Partial<ClusterFacts>, string, string][] = [
  ['not created yet: as the intent said', { kubernetesUid: null }, {}, 'queued', 'Accepted.'],
  [
    'not looked at yet',
    {},
    { job: volcanoJob('Pending') },
    'queued',
    'Waiting: the scheduler has not looked at the job yet.',
  ],
  [
    'over the quota',
    {},
    { job: volcanoJob('Pending'), podGroup: group('Pending'), queue: { held: 98, max: 100 } },
    'queued',
    'Waiting: nlp holds 98 of its 100 GPUs, this job asks 8.',
  ],
  [
    'more than the quota allows at all',
    { gpus: 120 },
    { job: volcanoJob('Pending'), podGroup: group('Pending'), queue: { held: 0, max: 100 } },
    'queued',
    'Waiting: this job asks 120 GPUs, but nlp may hold 100 at most.',
  ],
  [
    'free GPUs in pieces',
    {},
    { job: volcanoJob('Pending'), podGroup: group('Inqueue'), nodes: [...Array(13)].map(() => node(4)) },
    'admitted',
    'Waiting: no node with 8 free A100-40 GPUs (52 free, spread in pieces).',
  ],
  [
    'room for some of the workers',
    { gpus: 32, workers: 4 },
    {
      job: volcanoJob('Pending'),
      podGroup: group('Inqueue'),
      nodes: [node(8), node(8), ...[...Array(6)].map(() => node(4))],
    },
    'admitted',
    'Waiting: room for 2 of 4 workers of 8 A100-40 GPUs (40 free, spread in pieces).',
  ],
  [
    'too few free',
    { capacityType: 'spot' },
    { job: volcanoJob('Pending'), podGroup: group('Inqueue'), nodes: [node(5, { capacityType: 'spot' }), node(8)] },
    'admitted',
    'Waiting: this job asks 8 A100-40 spot GPUs, 5 of 8 are free.',
  ],
  [
    'no such node',
    { gpuModel: 'H100' },
    { job: volcanoJob('Pending'), podGroup: group('Inqueue'), nodes: [node(8)] },
    'admitted',
    'Waiting: the cluster has no node with H100 GPUs.',
  ],
  [
    'cordoned nodes do not count',
    {},
    { job: volcanoJob('Pending'), podGroup: group('Inqueue'), nodes: [node(8, { usable: false })] },
    'admitted',
    'Waiting: this job asks 8 A100-40 GPUs, all 8 are in use or out of service.',
  ],
  [
    'room, but the scheduler says no',
    {},
    { job: volcanoJob('Pending'), podGroup: group('Inqueue', '1 Insufficient cpu'), nodes: [node(8)] },
    'admitted',
    'Waiting: the scheduler found no place yet.',
  ],
  [
    'bound',
    {},
    { job: volcanoJob('Pending'), pods: [pod({ ...bound, phase: 'starting' })] },
    'starting',
    'Starting: 1 of 1 pods have a node, 0 run.',
  ],
  [
    'image cannot be pulled',
    {},
    { job: volcanoJob('Pending'), pods: [pod({ ...bound, phase: 'starting', reason: 'ImagePullBackOff' })] },
    'starting',
    'Starting: j-worker-0: the image team/train:1 cannot be pulled.',
  ],
  ['running', {}, { job: volcanoJob('Running'), pods: [pod(runs)] }, 'running', 'Running: its process runs.'],
  [
    'all ended, Volcano has yet to say so',
    { state: 'running', runningAt: at(4) },
    { job: volcanoJob('Running'), pods: [pod({ ...failed, phase: 'succeeded', exitCode: 0 })] },
    'running',
    'Finishing: all processes have ended.',
  ],
  ['succeeded', { state: 'running' }, { job: volcanoJob('Completed') }, 'succeeded', 'All its processes ended well.'],
  [
    'out of memory',
    { state: 'running' },
    { job: volcanoJob('Terminated'), pods: [pod({ ...failed, reason: 'OOMKilled', exitCode: 137 })] },
    'failed',
    'j-worker-0 used more than its memory limit of 400Gi and was killed (exit code 137).',
  ],
  [
    'exit code, of the pod that was not merely told to end',
    { state: 'running' },
    {
      job: volcanoJob('Terminated'),
      pods: [
        pod({ ...failed, exitCode: 143, finishedAt: at(30) }),
        pod({ ...failed, uid: 'pod-2', name: 'j-worker-1', exitCode: 2 }),
      ],
    },
    'failed',
    'j-worker-1 ended with exit code 2.',
  ],
  [
    'a signal has a name',
    { state: 'running' },
    { job: volcanoJob('Failed', { retryCount: 2 }), pods: [pod({ ...failed, exitCode: 139 })] },
    'failed',
    'j-worker-0 ended with exit code 139 (ended by SIGSEGV, an invalid memory access). The job had been restarted 2 times.',
  ],
  [
    'a pod failed, the others are being ended',
    { state: 'running' },
    { job: volcanoJob('Terminating'), pods: [pod({ ...failed, exitCode: 1 })] },
    'running',
    'Failing: j-worker-0 ended with exit code 1.',
  ],
  [
    'evicted by the kubelet',
    { state: 'running' },
    { job: volcanoJob('Terminated'), pods: [pod({ ...failed, reason: 'Evicted', message: 'low on disk' })] },
    'failed',
    'j-worker-0 was evicted from n1.',
  ],
  [
    'restarting after an eviction',
    { state: 'running', runningAt: at(4) },
    {
      job: volcanoJob('Restarting', { retryCount: 1 }),
      pods: [pod({ ...runs, deletionRequestedAt: at(9) })],
      podGroup: group('Inqueue'),
    },
    'restarting',
    'Restarting: the scheduler looks for a place.',
  ],
  [
    'maximum run time',
    { state: 'running', desiredState: 'stopped' },
    { job: volcanoJob('Aborted') },
    'failed',
    'The maximum run time of 2 h was reached.',
  ],
  [
    'stopping',
    { state: 'running', desiredState: 'stopped', stopRequestedBy: 'Anna' },
    { job: volcanoJob('Aborting'), pods: [pod(runs)] },
    'running',
    'Stopping: Anna asked for it.',
  ],
  [
    'stopped by a person',
    { desiredState: 'stopped', stopRequestedBy: 'Anna' },
    { job: volcanoJob('Aborted') },
    'stopped',
    'Stopped by Anna.',
  ],
  [
    'stopped behind the portal',
    { state: 'running' },
    { job: volcanoJob('Aborted') },
    'stopped',
    'Stopped in Kubernetes by somebody other than the portal.',
  ],
  [
    'ended by itself before the stop reached it',
    { state: 'running', desiredState: 'stopped', stopRequestedBy: 'Anna' },
    { job: volcanoJob('Completed') },
    'succeeded',
    'All its processes ended well.',
  ],
  [
    'deleted behind the portal',
    { state: 'running' },
    { gone: { at: at(55), watched: true } },
    'failed',
    'The Volcano Job was deleted in Kubernetes at 2026-11-23 12:00:55 UTC by somebody other than the portal.',
  ],
  [
    'gone unseen',
    { state: 'running' },
    { gone: { at: at(55), watched: false } },
    'failed',
    'The Volcano Job was no longer in Kubernetes when the portal looked at 2026-11-23 12:00:55 UTC: somebody other than the portal deleted it, or it ended meanwhile.',
  ],
  [
    'finished stays finished',
    { state: 'succeeded', reason: { code: 'Succeeded', text: 'Well.' } },
    { job: volcanoJob('Running'), pods: [pod(runs)] },
    'succeeded',
    'Well.',
  ],
];

describe('deriveState', () => {
  test.each(cases)('%s', (_, job, cluster, state, text) => {
    const derived = deriveState({ ...facts, ...job }, { ...none, ...cluster });
    expect({ state: derived.state, text: derived.reason.text }).toEqual({ state, text });
  });

  test("keeps the scheduler's own words", () => {
    const cluster = { ...none, job: volcanoJob('Pending'), podGroup: group('Inqueue', '1 Insufficient cpu') };
    expect(deriveState(facts, cluster).reason.raw).toBe('1 Insufficient cpu');
  });

  test('attempt follows the restarts, exit code the pod that failed', () => {
    const cluster = {
      ...none,
      job: volcanoJob('Terminated', { retryCount: 2 }),
      pods: [pod({ ...failed, exitCode: 3 })],
    };
    expect(deriveState(facts, cluster)).toMatchObject({ attempt: 3, exitCode: 3 });
  });

  test('milestones come from the objects themselves', () => {
    const derived = deriveState(facts, {
      ...none,
      job: volcanoJob('Completed'),
      pods: [pod({ ...failed, phase: 'succeeded' })],
    });
    expect(derived).toMatchObject({
      createdInClusterAt: at(1),
      admittedAt: at(2),
      scheduledAt: at(3),
      runningAt: at(4),
      finishedAt: at(50),
    });
  });
});

const date = fc.option(fc.integer({ min: -100, max: 200 }).map(at), { nil: null });
const anyPod = fc.record({
  phase: fc.constantFrom('pending', 'starting', 'running', 'succeeded', 'failed', 'gone'),
  reason: fc.constantFrom(null, 'OOMKilled', 'Evicted', 'ErrImagePull', 'DeadlineExceeded', 'Nonsense'),
  exitCode: fc.constantFrom(null, 0, 1, 137, 143),
  scheduledAt: date,
  startedAt: date,
  finishedAt: date,
  deletionRequestedAt: date,
  createdAt: fc.integer({ min: -100, max: 200 }).map(at),
});
const anyCluster = fc.record({
  phase: fc.option(
    fc.constantFrom(
      'Pending',
      'Aborting',
      'Aborted',
      'Running',
      'Restarting',
      'Completing',
      'Completed',
      'Terminating',
      'Terminated',
      'Failed',
      'New',
    ),
    { nil: null },
  ),
  retryCount: fc.integer({ min: 0, max: 5 }),
  gone: fc.option(fc.record({ at: fc.integer({ min: 0, max: 200 }).map(at), watched: fc.boolean() }), { nil: null }),
  groupPhase: fc.option(fc.constantFrom('Pending', 'Inqueue', 'Running', 'Unknown'), { nil: null }),
  pods: fc.array(anyPod, { maxLength: 4 }),
  queue: fc.option(fc.record({ held: fc.nat(300), max: fc.option(fc.nat(300), { nil: null }) }), { nil: null }),
  free: fc.array(fc.nat(8), { maxLength: 4 }),
  now: fc.integer({ min: 0, max: 300 }).map(at),
});
const anyFacts = fc.record({
  state: fc.constantFrom(...jobStates),
  desiredState: fc.constantFrom('running', 'stopped'),
  stopRequestedBy: fc.constantFrom(null, 'Anna'),
  kubernetesUid: fc.constantFrom(null, 'uid-1'),
  gpus: fc.nat(64),
  gpusPerWorker: fc.nat(8),
  workers: fc.nat(8),
});

describe('deriveState, whatever comes', () => {
  const toCluster = (c: Parameters<Parameters<typeof anyCluster.map>[0]>[0]): ClusterFacts => ({
    now: c.now,
    gone: c.gone,
    job: c.phase === null ? null : volcanoJob(c.phase, { retryCount: c.retryCount }),
    podGroup: c.groupPhase === null ? null : group(c.groupPhase),
    pods: c.pods.map((change, index) => pod({ ...change, uid: `pod-${index}` })),
    queue: c.queue,
    nodes: c.free.map((free) => node(free)),
  });
  const steps = fc.array(anyCluster, { minLength: 1, maxLength: 8 });

  test('a finished state is never left, times are in order and never taken back, the attempt never falls', () => {
    fc.assert(
      fc.property(anyFacts, steps, (start, clusters) => {
        let known: JobFacts = { ...facts, ...start };
        for (const cluster of clusters) {
          const derived = deriveState(known, toCluster(cluster));
          if (isFinished(known.state)) expect(derived.state).toBe(known.state);
          expect(derived.attempt).toBeGreaterThanOrEqual(known.attempt);
          expect(derived.reason.text).not.toBe('');
          const times = ['createdInClusterAt', 'admittedAt', 'scheduledAt', 'runningAt', 'finishedAt'] as const;
          let before = known.submittedAt.getTime();
          for (const time of times) {
            const moment = derived[time];
            if (moment === null) continue;
            expect(moment.getTime()).toBeGreaterThanOrEqual(before);
            before = moment.getTime();
          }
          for (const time of times) if (known[time] !== null) expect(derived[time]).not.toBeNull();
          if (isFinished(derived.state) && !isFinished(known.state)) expect(derived.finishedAt).not.toBeNull();
          known = { ...known, ...derived };
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('looking twice at the same thing changes nothing', () => {
    fc.assert(
      fc.property(anyFacts, anyCluster, (start, cluster) => {
        const once = deriveState({ ...facts, ...start }, toCluster(cluster));
        const twice = deriveState({ ...facts, ...start, ...once }, toCluster(cluster));
        const thrice = deriveState({ ...facts, ...start, ...twice }, toCluster(cluster));
        expect(thrice).toEqual(twice);
      }),
      { numRuns: 2_000 },
    );
  });
});
