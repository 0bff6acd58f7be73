import { describe, expect, test } from 'vitest';
import { describeShare, describeStart } from './describe-start.ts';

const team = { guaranteed: 100, max: 250, held: 98, waiting: 0 };
const cluster = { free: 52, total: 400, observedAt: new Date(0) };

describe('when it may start', () => {
  test.each([
    [{ gpus: 8, team, cluster }, 'It can start at once.'],
    [{ gpus: 0, team, cluster }, 'It needs no GPU and can start at once.'],
    [{ gpus: 64, team, cluster }, 'It waits until 64 GPUs of this kind are free; 52 are now.'],
    [
      { gpus: 8, team: { ...team, held: 248 }, cluster },
      'It waits: nlp holds 248 of at most 250 GPUs, this job asks 8.',
    ],
    [{ gpus: 300, team, cluster }, 'It can never start: it asks 300 GPUs, nlp may hold 250 at most.'],
    [{ gpus: 8, team, cluster: null }, 'The cluster has not been seen yet: it starts once the cluster is ready.'],
    [
      { gpus: 8, team: { ...team, waiting: 4 }, cluster },
      'There is room for it now, after the 4 GPUs that nlp already waits for.',
    ],
  ])('%#', (preview, words) => expect(describeStart(preview, 'nlp')).toBe(words));
});

test('how it counts on the quota', () => {
  expect(describeShare({ gpus: 2, team })).toBe('Holds 98 of 100 guaranteed GPUs; with this job 100.');
  expect(describeShare({ gpus: 8, team })).toBe(
    'Holds 98 of 100 guaranteed GPUs; with this job 106, 6 of its GPUs borrowed.',
  );
  expect(describeShare({ gpus: 8, team: { ...team, held: 120 } })).toBe(
    'Holds 120 of 100 guaranteed GPUs; with this job 128, all of its GPUs borrowed.',
  );
  expect(describeShare({ gpus: 0, team })).toBe('Holds 98 of 100 guaranteed GPUs.');
});
