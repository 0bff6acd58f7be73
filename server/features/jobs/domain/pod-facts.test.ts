import { expect, test } from 'vitest';
import type { Pod } from '#server/adapters/kubernetes/types.ts';
import { podFacts } from './pod-facts.ts';
import { durationInWords } from './words.ts';

const base: Pod = {
  metadata: {
    name: 'j-worker-3',
    namespace: 'team-nlp',
    uid: 'u',
    creationTimestamp: '2026-11-23T12:00:00Z',
    labels: { 'volcano.sh/task-spec': 'worker' },
    annotations: { 'volcano.sh/task-index': '3', 'volcano.sh/job-retry-count': '2' },
  },
  spec: { containers: [{ name: 'main', image: 'i', resources: { limits: { 'nvidia.com/gpu': '4', memory: '8Gi' } } }] },
};

test('a pod without a status is waiting', () => {
  expect(podFacts(base)).toMatchObject({
    phase: 'pending',
    task: 'worker',
    index: 3,
    attempt: 3,
    gpus: 4,
    memoryLimit: '8Gi',
    node: null,
  });
});

test('bound from the time of its condition, with the end of its last container', () => {
  const facts = podFacts({
    ...base,
    spec: { ...base.spec, nodeName: 'n1' },
    status: {
      phase: 'Failed',
      conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-11-23T12:00:05Z' }],
      containerStatuses: [
        {
          name: 'a',
          state: { terminated: { exitCode: 0, startedAt: '2026-11-23T12:00:07Z', finishedAt: '2026-11-23T12:10:00Z' } },
        },
        {
          name: 'b',
          state: {
            terminated: {
              exitCode: 137,
              reason: 'OOMKilled',
              startedAt: '2026-11-23T12:00:06Z',
              finishedAt: '2026-11-23T12:09:00Z',
            },
          },
        },
      ],
    },
  });
  expect(facts).toMatchObject({
    phase: 'failed',
    reason: 'OOMKilled',
    exitCode: 137,
    node: 'n1',
    scheduledAt: new Date('2026-11-23T12:00:05Z'),
    startedAt: new Date('2026-11-23T12:00:06Z'),
    finishedAt: new Date('2026-11-23T12:10:00Z'),
  });
});

test('the deletion was asked for a grace period before its end', () => {
  const metadata = { ...base.metadata, deletionTimestamp: '2026-11-23T12:00:30Z', deletionGracePeriodSeconds: 30 };
  expect(podFacts({ ...base, metadata }).deletionRequestedAt).toEqual(new Date('2026-11-23T12:00:00Z'));
});

test('an image that cannot be pulled is a reason, a container being made is not', () => {
  const waiting = (reason: string) =>
    podFacts({
      ...base,
      status: { phase: 'Pending', containerStatuses: [{ name: 'main', state: { waiting: { reason } } }] },
    }).reason;
  expect(waiting('ImagePullBackOff')).toBe('ImagePullBackOff');
  expect(waiting('ContainerCreating')).toBeNull();
});

test('a pod that failed before a container ran ended when its conditions say', () => {
  const facts = podFacts({
    ...base,
    status: {
      phase: 'Failed',
      reason: 'Evicted',
      conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-11-23T12:05:00Z' }],
    },
  });
  expect(facts).toMatchObject({ reason: 'Evicted', finishedAt: new Date('2026-11-23T12:05:00Z') });
});

test.each([
  [45, '45 s'],
  [1_800, '30 min'],
  [7_200, '2 h'],
  [5_400, '1 h 30 min'],
  [604_800, '7 d'],
  [90_061, '1 d 1 h'],
])('%i seconds are %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});
