import { expect, test } from 'vitest';
import type { KubernetesEvent } from '#server/adapters/kubernetes/types.ts';
import { EventBuffer } from './event-buffer.ts';

const start = Date.parse('2026-11-23T12:00:00Z');

function event(uid: string, pod: string, message = 'text', count = 1): KubernetesEvent {
  return {
    metadata: { name: uid, uid },
    involvedObject: { kind: 'Pod', namespace: 'team-nlp', name: pod },
    reason: 'Scheduled',
    message,
    count,
    firstTimestamp: '2026-11-23T11:59:58Z',
    lastTimestamp: '2026-11-23T11:59:59Z',
  };
}

function setUp() {
  const pods = new Map([['a', 'job-1']]);
  let now = start;
  const buffer = new EventBuffer(
    ({ name }) => pods.get(name ?? '') ?? null,
    () => new Date(now),
  );
  return { buffer, pods, later: (ms: number) => (now += ms) };
}

const keys = (buffer: EventBuffer, jobId: string) => buffer.take(jobId).rows.map(({ key }) => key);

test('events that come while others are being written are not lost', () => {
  const { buffer } = setUp();
  const nothing = buffer.take('job-1');
  buffer.add(event('1', 'a'));
  nothing.commit();
  const first = buffer.take('job-1');
  expect(first.rows).toHaveLength(1);
  buffer.add(event('2', 'a'));
  first.commit();
  expect(keys(buffer, 'job-1')).toEqual(['2']);
});

test('events wait for the pod they are about', () => {
  const { buffer, pods } = setUp();
  expect(buffer.add(event('1', 'b'))).toBeNull();
  expect(buffer.retryStrays()).toEqual([]);
  pods.set('b', 'job-2');
  expect(buffer.retryStrays()).toEqual(['job-2']);
  expect(keys(buffer, 'job-2')).toEqual(['1']);
});

test('a repeated event is written again after a while, one with another text at once', () => {
  const { buffer, later } = setUp();
  buffer.add(event('1', 'a'));
  buffer.take('job-1').commit();
  expect(buffer.add(event('1', 'a', 'text', 2))).toBeNull();
  expect(buffer.add(event('1', 'a', 'other', 2))).toBe('job-1');
  buffer.take('job-1').commit();
  later(31_000);
  expect(buffer.add(event('1', 'a', 'other', 9))).toBe('job-1');
  expect(buffer.take('job-1').rows[0]?.count).toBe(9);
});

test('a burst of 10,000 events is bounded', () => {
  const { buffer } = setUp();
  for (let i = 0; i < 10_000; i++) buffer.add(event(`${i}`, i % 2 === 0 ? 'a' : 'unknown'));
  expect(buffer.take('job-1').rows).toHaveLength(500);
  expect(buffer.take('job-1').rows.at(-1)?.key).toBe('9998');
});
