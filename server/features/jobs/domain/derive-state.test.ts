import { describe, expect, test } from 'vitest';
import { type ClusterFacts, deriveState, type JobFacts } from './derive-state.ts';
import { at, facts, group, node, none, pod, volcanoJob } from './testing-facts.ts';

const bound = { node: 'n1', scheduledAt: at(3) };
const runs = { ...bound, phase: 'running', startedAt: at(4) } as const;
const failed = { ...bound, phase: 'failed', startedAt: at(4), finishedAt: at(40) } as const;

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
