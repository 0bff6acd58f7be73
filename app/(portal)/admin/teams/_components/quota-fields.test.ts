import { expect, test } from 'vitest';
import { readQuota } from './quota-fields.tsx';

test('numbers as typed become a quota', () => {
  expect(readQuota({ guaranteedGpus: ' 100', maxGpus: '250', weight: '20' }).quota).toEqual({
    guaranteedGpus: 100,
    maxGpus: 250,
    weight: 20,
  });
});

test('what is wrong is said at its field', () => {
  expect(readQuota({ guaranteedGpus: '-1', maxGpus: '', weight: '0' }).errors).toEqual({
    guaranteedGpus: 'a whole number of GPUs',
    maxGpus: 'a whole number of GPUs',
    weight: 'a whole number from 1',
  });
  expect(readQuota({ guaranteedGpus: '10', maxGpus: '5', weight: '1' }).errors).toEqual({
    maxGpus: 'max must be at least guaranteed',
  });
});
