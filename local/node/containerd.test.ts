import { expect, test } from 'vitest';
import { imageDigests, runningTasks } from './containerd.ts';

test('reads images and digests, and no heading', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const output = `REF TYPE DIGEST SIZE PLATFORMS LABELS
mlplatform.local/pause:1 application/vnd.oci.image.manifest.v1+json ${digest} 1.4 MiB linux/amd64 io.cri-containerd.image=managed
`;
  expect(imageDigests(output)).toEqual(new Map([['mlplatform.local/pause:1', digest]]));
});

test('reads the tasks that run', () => {
  const output = 'TASK    PID    STATUS    \nabc     8123    RUNNING\ndef     0       STOPPED\n';
  expect(runningTasks(output)).toEqual(['abc']);
  expect(runningTasks('TASK    PID    STATUS    \n')).toEqual([]);
});
