import { expect, test } from 'vitest';
import { isReleased, isWaiting, volumeFor } from './objects.ts';

const claim = {
  metadata: { name: 'checkpoints', namespace: 'team-nlp', uid: '1b2c' },
  spec: {
    storageClassName: 'mlplatform-checkpoints',
    accessModes: ['ReadWriteMany'],
    resources: { requests: { storage: '1Gi' } },
  },
  status: { phase: 'Pending' },
};

test('provides for waiting claims of its class only', () => {
  expect(isWaiting(claim)).toBe(true);
  expect(isWaiting({ ...claim, spec: { ...claim.spec, storageClassName: 'other' } })).toBe(false);
  expect(isWaiting({ ...claim, spec: { ...claim.spec, volumeName: 'given' } })).toBe(false);
  expect(isWaiting({ ...claim, status: { phase: 'Bound' } })).toBe(false);
  expect(isWaiting({ ...claim, metadata: { ...claim.metadata, deletionTimestamp: new Date() } })).toBe(false);
});

test('a volume is for its claim alone', () => {
  expect(volumeFor(claim, '/data/checkpoints-1b2c')).toMatchObject({
    metadata: { name: 'checkpoints-1b2c' },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteMany'],
      hostPath: { path: '/data/checkpoints-1b2c', type: 'Directory' },
      claimRef: { namespace: 'team-nlp', name: 'checkpoints', uid: '1b2c' },
    },
  });
});

test('only its own released volumes are removed', () => {
  const volume = { ...volumeFor(claim, '/data'), status: { phase: 'Released' } };
  expect(isReleased(volume)).toBe(true);
  expect(isReleased({ ...volume, status: { phase: 'Bound' } })).toBe(false);
  expect(isReleased({ ...volume, metadata: { name: 'checkpoints-1b2c' } })).toBe(false);
});

test('a claim without an id has no volume', () => {
  expect(() => volumeFor({}, '/data')).toThrow('a claim without an id');
});
