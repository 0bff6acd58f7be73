import { expect, test } from 'vitest';
import { describeJobs, greeting } from './describe.ts';

test('what goes on is said in words', () => {
  expect(describeJobs([])).toBe('None of your jobs is running or waiting.');
  expect(describeJobs([{ state: 'running' }])).toBe('1 job running.');
  expect(describeJobs([{ state: 'running' }, { state: 'queued' }, { state: 'running' }])).toBe(
    '2 jobs running and 1 waiting for GPUs.',
  );
  expect(describeJobs([{ state: 'admitted' }, { state: 'starting' }, { state: 'restarting' }])).toBe(
    '2 jobs starting and 1 restarting.',
  );
});

test('the greeting goes by the hour and the first name', () => {
  expect(greeting(8, 'Ada Lovelace')).toBe('Good morning, Ada');
  expect(greeting(15, 'Ada')).toBe('Good afternoon, Ada');
  expect(greeting(20, 'Ada')).toBe('Good evening, Ada');
  expect(greeting(2, 'Ada')).toBe('Hello, Ada');
});
