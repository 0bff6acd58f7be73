import type { KubeObject } from '../api/objects.ts';

const priorityClass = (name: string, value: number, description: string): KubeObject => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value,
  description,
});

/** Which jobs go first, within a team and when borrowed GPUs are taken back. */
export const priorityClasses: KubeObject[] = [
  priorityClass('production', 1000, 'Training that production models depend on; reclaimed last.'),
  priorityClass('research', 500, 'Planned research; reclaimed before production.'),
  priorityClass('experiments', 100, 'Trying things out; reclaimed first.'),
];
