import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobStates } from '#db/schema/index.ts';
import { type ClusterFacts, deriveState, isFinished, type JobFacts } from './derive-state.ts';
import { at, facts, group, node, pod, volcanoJob } from './testing-facts.ts';

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
