import { expect, test } from 'vitest';
import { notReadyReason } from './ready.ts';

const since = new Date('2026-03-01T10:00:00.700Z');
const condition = (status: string, time: string) => ({
  conditions: [{ type: 'Ready', status, message: 'no network yet', lastHeartbeatTime: new Date(time) }],
});

test('is ready once this kubelet says so, in the same second too', () => {
  expect(notReadyReason({ spec: {}, status: condition('True', '2026-03-01T10:00:00Z') }, since)).toBeNull();
});

test('does not believe an earlier run', () => {
  const status = condition('True', '2026-03-01T09:59:59Z');
  expect(notReadyReason({ spec: {}, status }, since)).toBe('its kubelet has not reported');
  expect(notReadyReason({ spec: {}, status: {} }, since)).toBe('its kubelet has not reported');
});

test('tells the reason of the kubelet and the taints of the cluster, not its own taint', () => {
  const time = '2026-03-01T10:00:05Z';
  const ownTaint = { key: 'mlplatform.dev/pool' };
  const clusterTaint = { key: 'node.kubernetes.io/not-ready' };
  expect(notReadyReason({ spec: {}, status: condition('False', time) }, since)).toBe('no network yet');
  expect(notReadyReason({ spec: { taints: [ownTaint] }, status: condition('True', time) }, since)).toBeNull();
  expect(notReadyReason({ spec: { taints: [ownTaint, clusterTaint] }, status: condition('True', time) }, since)).toBe(
    'it is tainted node.kubernetes.io/not-ready',
  );
});
