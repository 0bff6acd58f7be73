import { describe, expect, test } from 'vitest';
import type { Component } from '../_data/types.ts';
import { componentWords, describeComponents, isUp, systemNotice } from './system-notice.ts';

const now = Date.UTC(2026, 0, 1, 12);
const part = (name: string, change: Partial<Component> = {}): Component => ({
  name,
  title: name,
  state: 'done',
  progress: null,
  detail: '',
  observedAt: new Date(now - 5_000),
  ...change,
});
const worker = part('worker', { state: 'running' });
const kubernetes = part('kubernetes', { state: 'running' });
const kindOf = (...components: Component[]) => systemNotice(components, now).kind;

describe('what everybody has to know', () => {
  test('nothing, when all is well; a step done long ago is not silence', () => {
    expect(kindOf(worker, kubernetes, part('cluster.build', { observedAt: new Date(0) }))).toBe('none');
    expect(kindOf()).toBe('none');
  });
  test('a cluster that is being built, before that it does not answer yet', () => {
    const building = part('cluster.build', { state: 'running', progress: 0.4 });
    expect(systemNotice([worker, part('kubernetes', { state: 'failed' }), building], now)).toEqual({
      kind: 'building',
      component: building,
    });
  });
  test('a build that failed', () => expect(kindOf(worker, part('cluster.build', { state: 'failed' }))).toBe('failed'));
  test('a cluster that cannot be reached', () =>
    expect(kindOf(worker, part('kubernetes', { state: 'failed' }))).toBe('unreachable'));
  test('a worker that has gone silent', () => {
    expect(kindOf(part('worker', { state: 'running', observedAt: new Date(now - 121_000) }), kubernetes)).toBe(
      'silent',
    );
  });
  test('not what has an own page only', () => expect(kindOf(worker, part('node', { state: 'failed' }))).toBe('none'));
});

test('running means up for what goes on for ever, under way for a step', () => {
  expect(isUp(worker)).toBe(true);
  expect(componentWords(part('cluster.build', { state: 'running' }))).toBe('being set up');
  expect(describeComponents([worker, part('node', { state: 'failed' }), part('gateway', { state: 'skipped' })])).toBe(
    '1 of 2 parts are up.',
  );
  expect(describeComponents([worker, kubernetes])).toBe('All 2 parts are up.');
});
