import { expect, test } from 'vitest';
import { jobPhases, phaseEnd } from './job-phases.ts';
import { jobTitle } from './job-title.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const queued = {
  state: 'queued' as const,
  submittedAt: at(0),
  admittedAt: null,
  scheduledAt: null,
  runningAt: null,
  finishedAt: null,
};

test('a job that waits has one phase that goes on', () => {
  expect(jobPhases(queued)).toEqual([{ label: 'Queued', from: at(0), to: null, tone: 'neutral' }]);
  expect(phaseEnd(queued)).toBeNull();
});

test('each phase lasts until the next one', () => {
  const job = {
    ...queued,
    state: 'succeeded' as const,
    admittedAt: at(2),
    scheduledAt: at(3),
    runningAt: at(24),
    finishedAt: at(50),
  };
  expect(jobPhases(job).map((phase) => [phase.label, phase.to])).toEqual([
    ['Queued', at(2)],
    ['Admitted', at(3)],
    ['Starting', at(24)],
    ['Running', at(50)],
  ]);
  expect(phaseEnd(job)).toEqual({ label: 'succeeded', tone: 'good' });
});

test('a time that nobody saw leaves its phase out', () => {
  const job = { ...queued, state: 'failed' as const, runningAt: at(24), finishedAt: at(30) };
  expect(jobPhases(job).map((phase) => [phase.label, phase.to])).toEqual([
    ['Queued', at(24)],
    ['Running', at(30)],
  ]);
});

test('a job stopped before it started ends in waiting', () => {
  expect(jobPhases({ ...queued, state: 'stopped' as const, finishedAt: at(9) }).map((phase) => phase.to)).toEqual([
    at(9),
  ]);
});

test('the title says the state', () =>
  expect(jobTitle({ name: 'bert-exp42', state: 'running' })).toBe('● bert-exp42 running'));
