import type { PodSpec } from '#server/adapters/kubernetes/pod-spec.ts';
import { type Env, type ProcessSpec, toEnvList } from './distribution.ts';
import type { JobSpec } from './spec.ts';

/** Any number but root's: images need not name a user for `runAsNonRoot` to hold. */
const USER = 1_000;
/** For a last checkpoint after SIGTERM. */
const GRACE_SECONDS = 60;
const CONTAINER = 'main';

/** The claim that every team's namespace has for checkpoints. */
export const CHECKPOINT_CLAIM = 'checkpoints';
export const GPU_MODEL_LABEL = 'mlplatform.dev/gpu-model';
export const CAPACITY_TYPE_LABEL = 'mlplatform.dev/capacity-type';
export const POOL_LABEL = 'mlplatform.dev/pool';

/**
 * The pod of one process group, within the `restricted` Pod Security Standard.
 * @param role a launcher computes nothing: it gets little, no GPUs, and any machine of the pool
 */
export function renderPod(spec: JobSpec, process: ProcessSpec, role: 'worker' | 'launcher', env: Env): PodSpec {
  const resources = role === 'worker' ? workerResources(spec) : { cpu: '1', memory: '1Gi' };
  const volumes = renderVolumes(spec, role);
  const nodeSelector = renderNodeSelector(spec, role);
  return {
    restartPolicy: 'Never', // a failed process ends the gang; Volcano restarts gangs, never single pods
    priorityClassName: spec.priorityClass,
    activeDeadlineSeconds: spec.maxRuntimeSeconds,
    terminationGracePeriodSeconds: GRACE_SECONDS,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(Object.keys(nodeSelector).length > 0 ? { nodeSelector } : {}),
    ...(spec.pool === null
      ? {}
      : { tolerations: [{ key: POOL_LABEL, operator: 'Equal', value: spec.pool, effect: 'NoSchedule' }] }),
    containers: [
      {
        name: CONTAINER,
        image: spec.image,
        imagePullPolicy: 'IfNotPresent',
        command: process.command,
        env: toEnvList({ HOME: '/tmp', ...spec.env, ...env, ...process.env }),
        resources: { requests: resources, limits: resources },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        ...(volumes.length > 0 ? { volumeMounts: volumes.map(({ name, mountPath }) => ({ name, mountPath })) } : {}),
      },
    ],
    ...(volumes.length > 0 ? { volumes: volumes.map(({ mountPath: _, ...volume }) => volume) } : {}),
  };
}

function workerResources(spec: JobSpec): Record<string, string> {
  const gpus: Record<string, string> = spec.gpusPerWorker > 0 ? { 'nvidia.com/gpu': String(spec.gpusPerWorker) } : {};
  return { cpu: spec.cpuPerWorker, memory: spec.memoryPerWorker, ...gpus };
}

function renderNodeSelector(spec: JobSpec, role: 'worker' | 'launcher'): Record<string, string> {
  const selector: Record<string, string> = {};
  if (role === 'worker' && spec.gpuModel !== null) selector[GPU_MODEL_LABEL] = spec.gpuModel;
  if (role === 'worker' && spec.capacityType !== null) selector[CAPACITY_TYPE_LABEL] = spec.capacityType;
  if (spec.pool !== null) selector[POOL_LABEL] = spec.pool;
  return selector;
}

type Volume = NonNullable<PodSpec['volumes']>[number] & { mountPath: string };

function renderVolumes(spec: JobSpec, role: 'worker' | 'launcher'): Volume[] {
  if (role === 'launcher') return [];
  const volumes: Volume[] = [];
  if (spec.sharedMemory !== null) {
    // The runtime's own 64 MiB are too little for data loaders and NCCL. Counts towards the memory limit.
    volumes.push({ name: 'shm', mountPath: '/dev/shm', emptyDir: { medium: 'Memory', sizeLimit: spec.sharedMemory } });
  }
  if (spec.checkpoint !== null) {
    // The team's own volume: it outlives the pods, so a restarted job goes on where it was.
    const persistentVolumeClaim = { claimName: CHECKPOINT_CLAIM };
    volumes.push({ name: 'checkpoints', mountPath: spec.checkpoint.path, persistentVolumeClaim });
  }
  return volumes;
}
