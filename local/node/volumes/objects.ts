import type { V1PersistentVolume, V1PersistentVolumeClaim, V1StorageClass } from '@kubernetes/client-node';

export const checkpointStorageClass = 'mlplatform-checkpoints';
const provisioner = 'mlplatform.dev/local-folders';
const provisionedBy = 'pv.kubernetes.io/provisioned-by';

/** The storage class, under the name an organisation's own cluster has it too. */
export const storageClass: V1StorageClass = {
  metadata: { name: checkpointStorageClass },
  provisioner,
  reclaimPolicy: 'Delete',
  // Simulated pods have no claim mounted, but the scheduler still wants it bound.
  volumeBindingMode: 'Immediate',
};

/** Whether a claim waits for a volume of ours. */
export function isWaiting({ metadata, spec, status }: V1PersistentVolumeClaim): boolean {
  return (
    spec?.storageClassName === checkpointStorageClass &&
    !spec.volumeName &&
    status?.phase === 'Pending' &&
    metadata?.deletionTimestamp === undefined
  );
}

/** Whether a volume is ours and its claim is gone. */
export function isReleased({ metadata, status }: V1PersistentVolume): boolean {
  return metadata?.annotations?.[provisionedBy] === provisioner && status?.phase === 'Released';
}

/**
 * The volume for a claim. Pod Security `baseline` forbids pods a host path; a volume that is one is
 * the cluster's own matter.
 * @param folder absolute path
 */
export function volumeFor(claim: V1PersistentVolumeClaim, folder: string): V1PersistentVolume {
  const { name, namespace, uid } = claim.metadata ?? {};
  return {
    metadata: { name: volumeName(claim), annotations: { [provisionedBy]: provisioner } },
    spec: {
      storageClassName: checkpointStorageClass,
      capacity: claim.spec?.resources?.requests ?? {},
      accessModes: claim.spec?.accessModes ?? [],
      persistentVolumeReclaimPolicy: 'Delete',
      hostPath: { path: folder, type: 'Directory' },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
    },
  };
}

/** Throws for a claim the API server has not stored, which has no id. */
export function volumeName({ metadata }: V1PersistentVolumeClaim): string {
  if (metadata?.uid === undefined) throw new Error('a claim without an id');
  return `checkpoints-${metadata.uid}`;
}
