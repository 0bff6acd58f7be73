import { MANAGED_LABEL } from './metadata.ts';

/**
 * The command by which Volcano aborts a Job, as `vcctl job suspend` sends it
 * (https://github.com/volcano-sh/volcano/blob/v1.14.1/pkg/cli/util/util.go), but under a name that
 * follows from the Job: asking twice makes one. Volcano deletes it when it has been carried out.
 */
export function stopCommand(job: { namespace: string; name: string; uid: string }) {
  const target = {
    apiVersion: 'batch.volcano.sh/v1alpha1',
    kind: 'Job',
    name: job.name,
    uid: job.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
  return {
    apiVersion: 'bus.volcano.sh/v1alpha1',
    kind: 'Command',
    metadata: {
      name: `${job.name}-abort`,
      namespace: job.namespace,
      labels: { [MANAGED_LABEL]: 'true' },
      ownerReferences: [target],
    },
    target,
    action: 'AbortJob',
  };
}
