import fc from 'fast-check';
import { expect, test } from 'vitest';
import { podFacts } from '#server/features/jobs/domain/pod-facts.ts';
import { at, examplePod, type PodLife } from '#server/features/jobs/testing-cluster.ts';
import { endOfVanished, holdOf, releaseOf } from './record-usage.ts';

const whose = { teamId: 't', personId: 'p', jobId: 'j', gpuModel: 'A100-40', capacityType: 'spot' } as const;

/** A ledger as PostgreSQL keeps it: the first row for a pod stays. */
function ledger() {
  const holds = new Map<string, ReturnType<typeof holdOf>>();
  const releases = new Map<string, ReturnType<typeof releaseOf>>();
  return {
    see(life: PodLife, second: number, departed: boolean) {
      const pod = podFacts(examplePod('j', 'pod', life, second));
      const hold = holdOf(pod, whose);
      if (hold !== null && !holds.has('pod')) holds.set('pod', hold);
      const release = releaseOf(pod, departed ? { watched: true, guess: at(second) } : null);
      if (release !== null && !releases.has('pod')) releases.set('pod', release);
    },
    seconds() {
      const hold = holds.get('pod');
      const release = releases.get('pod');
      if (hold == null || release == null) return null;
      return (release.heldUntil.getTime() - hold.heldFrom.getTime()) / 1_000;
    },
  };
}

const lives = fc
  .record({
    bound: fc.nat(50),
    started: fc.nat(20),
    ran: fc.nat(5_000),
    ends: fc.constantFrom('finishes', 'deleted', 'finishes while being deleted'),
    exitCode: fc.constantFrom(0, 1, 137),
  })
  .map(({ bound, started, ran, ends, exitCode }): PodLife => {
    const start = bound + started;
    const end = start + ran;
    const life = { created: 0, bound, started: start };
    if (ends === 'finishes') return { ...life, finished: end, exitCode };
    if (ends === 'deleted') return { ...life, deletion: end };
    return { ...life, deletion: end, finished: end + 3, exitCode };
  });

/** What the pod's own timestamps say: bound until its containers ended, or until its deletion was asked for. */
function reference(life: PodLife): number {
  return (life.finished ?? life.deletion ?? 0) - (life.bound ?? 0);
}

test('the ledger has what the pod itself says, whatever was seen of it, how often and in which order', () => {
  fc.assert(
    fc.property(lives, fc.array(fc.nat(6_000), { maxLength: 12 }), (life, looks) => {
      const seen = ledger();
      // Duplicates and old news included: after a restart, the watch tells again what is known.
      for (const second of looks) seen.see(life, second, false);
      const end = Math.max(life.finished ?? 0, life.deletion ?? 0);
      seen.see(life, end, true);
      for (const second of looks) seen.see(life, second, false);
      expect(seen.seconds()).toBe(reference(life));
    }),
    { numRuns: 2_000 },
  );
});

test('a pod without GPUs, or without a node, is not metered', () => {
  const pod = podFacts(examplePod('j', 'pod', { created: 0, bound: 1 }, 2));
  expect(holdOf({ ...pod, gpus: 0 }, whose)).toBeNull();
  expect(holdOf(podFacts(examplePod('j', 'pod', { created: 0, bound: 5 }, 2)), whose)).toBeNull();
  expect(releaseOf(pod, null)).toBeNull();
});

test('a release is never before its hold', () => {
  const pod = podFacts(examplePod('j', 'pod', { created: 0, bound: 10 }, 20));
  expect(releaseOf(pod, { watched: false, guess: at(3) })).toMatchObject({ heldUntil: at(10), basis: 'vanished' });
});

test('a pod that vanished unseen ended with its job, or when it was replaced, or when last seen', () => {
  const lastSeenAt = at(100);
  expect(endOfVanished({ jobEndedAt: null, replacedAt: null, lastSeenAt })).toEqual(at(100));
  expect(endOfVanished({ jobEndedAt: at(250), replacedAt: null, lastSeenAt })).toEqual(at(250));
  expect(endOfVanished({ jobEndedAt: at(250), replacedAt: at(200), lastSeenAt })).toEqual(at(200));
});
