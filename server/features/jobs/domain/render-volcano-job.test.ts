import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { volcanoJobSchema } from '#server/adapters/kubernetes/types.ts';
import { manifestYaml } from './manifest-yaml.ts';
import { ownerHash } from './owner-hash.ts';
import { renderVolcanoJob } from './render-volcano-job.ts';
import { type JobSpec, jobSpecSchema, strategies, totalGpus } from './spec.ts';

const spec: JobSpec = {
  framework: 'pytorch',
  strategy: 'ddp',
  image: 'team/train:1',
  command: ['torchrun', 'train.py'],
  env: { EPOCHS: '3' },
  workers: 4,
  gpusPerWorker: 8,
  cpuPerWorker: '56',
  memoryPerWorker: '400Gi',
  sharedMemory: '64Gi',
  gpuModel: 'A100-40',
  capacityType: 'spot',
  pool: null,
  priorityClass: 'research',
  maxRuntimeSeconds: 3_600,
  ttlSecondsAfterFinished: 600,
  checkpoint: { path: '/checkpoints', intervalMinutes: 30 },
  mlflow: true,
};
const input = {
  jobId: '019a0000-0000-7000-8000-000000000001',
  name: 'bert-exp42',
  namespace: 'team-nlp',
  queue: 'nlp',
  teamSlug: 'nlp',
  ownerEmail: 'alice@example.com',
  templateSlug: 'pytorch-ddp',
};
const render = (changed: Partial<JobSpec> = {}) => renderVolcanoJob({ ...input, spec: { ...spec, ...changed } });

function container(job: ReturnType<typeof render>, task: string) {
  const found = job.spec.tasks.find(({ name }) => name === task)?.template.spec.containers[0];
  if (!found) throw new Error(`no task ${task}`);
  const env = Object.fromEntries((found.env ?? []).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
  return { ...found, env };
}
const index = { fieldRef: { fieldPath: "metadata.labels['volcano.sh/task-index']" } };

test('what every job has', () => {
  const job = render();
  const labels = {
    'mlplatform.dev/managed': 'true',
    'mlplatform.dev/job-id': input.jobId,
    'mlplatform.dev/team': 'nlp',
    'mlplatform.dev/owner-hash': ownerHash('alice@example.com'),
    'mlplatform.dev/template': 'pytorch-ddp',
  };
  const annotations = { 'mlplatform.dev/owner': 'alice@example.com', 'volcano.sh/preemptable': 'true' };
  expect(job).toMatchObject({
    metadata: { name: 'bert-exp42', namespace: 'team-nlp', labels, annotations },
    spec: {
      schedulerName: 'volcano',
      queue: 'nlp',
      priorityClassName: 'research',
      minAvailable: 4,
      ttlSecondsAfterFinished: 600,
      policies: [
        { event: 'PodEvicted', action: 'RestartJob' },
        { event: 'PodFailed', action: 'TerminateJob' },
      ],
    },
  });
  const [task] = job.spec.tasks;
  expect(task?.template.metadata).toEqual({ labels, annotations });
  const resources = { cpu: '56', memory: '400Gi', 'nvidia.com/gpu': '8' };
  expect(task?.template.spec).toMatchObject({
    restartPolicy: 'Never',
    priorityClassName: 'research',
    activeDeadlineSeconds: 3_600,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    nodeSelector: { 'mlplatform.dev/gpu-model': 'A100-40', 'mlplatform.dev/capacity-type': 'spot' },
    containers: [
      {
        image: 'team/train:1',
        resources: { requests: resources, limits: resources },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [
          { name: 'shm', mountPath: '/dev/shm' },
          { name: 'checkpoints', mountPath: '/checkpoints' },
        ],
      },
    ],
    volumes: [
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '64Gi' } },
      { name: 'checkpoints', persistentVolumeClaim: { claimName: 'checkpoints' } },
    ],
  });
  expect(task?.template.spec.tolerations).toBeUndefined();
  expect(container(job, 'worker').env).toMatchObject({
    HOME: '/tmp',
    EPOCHS: '3',
    CHECKPOINT_DIR: '/checkpoints/bert-exp42',
    CHECKPOINT_INTERVAL_MINUTES: '30',
    MLFLOW_EXPERIMENT_NAME: 'nlp',
  });
});

test('production is not preempted', () => {
  expect(render({ priorityClass: 'production' }).metadata.annotations?.['volcano.sh/preemptable']).toBe('false');
});

test('without GPUs, in a pool of its own', () => {
  const job = render({
    strategy: 'none',
    workers: 1,
    gpusPerWorker: 0,
    gpuModel: null,
    capacityType: null,
    pool: 'real-node',
    sharedMemory: null,
    checkpoint: null,
  });
  expect(job.spec.plugins).toEqual({ env: [] });
  expect(job.spec.tasks[0]?.template.spec).toMatchObject({
    nodeSelector: { 'mlplatform.dev/pool': 'real-node' },
    tolerations: [{ key: 'mlplatform.dev/pool', operator: 'Equal', value: 'real-node', effect: 'NoSchedule' }],
  });
  expect(container(job, 'worker').resources?.limits).toEqual({ cpu: '56', memory: '400Gi' });
  expect(job.spec.tasks[0]?.template.spec.volumes).toBeUndefined();
});

describe('how the processes find each other', () => {
  test('ddp: torchrun on every worker, rank 0 leads', () => {
    const job = render();
    expect(job.spec.plugins).toEqual({ svc: ['--publish-not-ready-addresses=true'], env: [] });
    const { command, env } = container(job, 'worker');
    expect(command).toEqual(['torchrun', 'train.py']);
    expect(env).toMatchObject({
      MASTER_ADDR: 'bert-exp42-worker-0.bert-exp42',
      WORLD_SIZE: '32',
      NODE_RANK: index,
      PET_NNODES: '4',
      PET_NPROC_PER_NODE: '8',
      PET_NODE_RANK: index,
      PET_MASTER_ADDR: 'bert-exp42-worker-0.bert-exp42',
    });
    expect(env.RANK).toBeUndefined();
    expect(container(render({ gpusPerWorker: 1 }), 'worker').env).toMatchObject({ RANK: index, WORLD_SIZE: '4' });
  });

  test('mpi: a launcher without GPUs runs mpirun over SSH and decides the end', () => {
    const job = render({ strategy: 'mpi', command: ['python3', 'train.py', '; rm -rf /'] });
    expect(job.spec.minAvailable).toBe(5);
    expect(job.spec.plugins).toMatchObject({ ssh: ['--ssh-key-file-path=/etc/mlplatform/ssh'], env: [] });
    expect(job.spec.tasks.map(({ name, replicas, policies }) => ({ name, replicas, policies }))).toEqual([
      { name: 'launcher', replicas: 1, policies: [{ event: 'TaskCompleted', action: 'CompleteJob' }] },
      { name: 'worker', replicas: 4, policies: undefined },
    ]);
    const launcher = container(job, 'launcher');
    expect(launcher.command?.slice(3)).toEqual([
      'mpirun',
      '-x',
      'EPOCHS',
      '-x',
      'CHECKPOINT_DIR',
      '-x',
      'CHECKPOINT_INTERVAL_MINUTES',
      'python3',
      'train.py',
      '; rm -rf /',
    ]);
    expect(launcher.command?.[2]).toContain('/etc/volcano/worker.host');
    expect(launcher.env).toMatchObject({ PROCESSES: '32', PROCESSES_PER_WORKER: '8' });
    expect(launcher.resources?.limits).toEqual({ cpu: '1', memory: '1Gi' });
    expect(container(job, 'worker').command?.[2]).toContain('/usr/sbin/sshd -D');
  });

  test('deepspeed: its launcher on every worker, what people wrote only as arguments', () => {
    const { command, env } = container(render({ strategy: 'deepspeed', command: ['train.py', '$(reboot)'] }), 'worker');
    expect(command?.slice(0, 2)).toEqual(['/bin/sh', '-c']);
    expect(command?.[2]).toContain('--no_ssh --hostfile=/tmp/hostfile');
    expect(command?.slice(3)).toEqual(['deepspeed', 'train.py', '$(reboot)']);
    expect(env).toMatchObject({ NODE_RANK: index, PROCESSES_PER_WORKER: '8' });
  });

  test('tensorflow: TF_CONFIG by the plugin', () => {
    expect(render({ strategy: 'tf-multiworker' }).spec.plugins).toMatchObject({
      tensorflow: ['--worker=worker', '--port=2222'],
    });
  });

  test('jax: coordinator, count and id', () => {
    expect(container(render({ strategy: 'jax-distributed' }), 'worker').env).toMatchObject({
      JAX_COORDINATOR_ADDRESS: 'bert-exp42-worker-0.bert-exp42:1234',
      JAX_NUM_PROCESSES: '4',
      JAX_PROCESS_ID: index,
    });
  });
});

const anySpec: fc.Arbitrary<JobSpec> = fc.record({
  framework: fc.constant('pytorch' as const),
  strategy: fc.constantFrom(...strategies),
  image: fc.constant('a/b:1'),
  command: fc.array(fc.string(), { minLength: 1, maxLength: 5 }),
  env: fc.dictionary(fc.constantFrom('A', 'HOME', 'MASTER_ADDR', 'RANK', 'CHECKPOINT_DIR'), fc.string()),
  workers: fc.integer({ min: 1, max: 256 }),
  gpusPerWorker: fc.integer({ min: 0, max: 16 }),
  cpuPerWorker: fc.constant('8'),
  memoryPerWorker: fc.constant('50Gi'),
  sharedMemory: fc.constantFrom(null, '8Gi'),
  gpuModel: fc.constantFrom(null, 'H100'),
  capacityType: fc.constantFrom(null, 'spot' as const),
  pool: fc.constantFrom(null, 'real-node'),
  priorityClass: fc.constantFrom('production' as const, 'research' as const, 'experiments' as const),
  maxRuntimeSeconds: fc.integer({ min: 60, max: 86_400 }),
  ttlSecondsAfterFinished: fc.integer({ min: 0, max: 86_400 }),
  checkpoint: fc.constantFrom(null, { path: '/c', intervalMinutes: 5 }),
  mlflow: fc.boolean(),
});

test('every job is a whole gang with exactly its GPUs, from allow-listed fields only, and the same each time', () => {
  fc.assert(
    fc.property(anySpec, (any) => {
      jobSpecSchema.parse(any);
      const job = renderVolcanoJob({ ...input, spec: any });
      expect(job.spec.minAvailable).toBe(job.spec.tasks.reduce((sum, task) => sum + task.replicas, 0));
      const gpus = job.spec.tasks.flatMap(({ replicas, template }) =>
        template.spec.containers.map((c) => replicas * Number(c.resources?.limits?.['nvidia.com/gpu'] ?? 0)),
      );
      expect(gpus.reduce((a, b) => a + b, 0)).toBe(totalGpus(any));
      // The schema is the allow-list: it drops what it does not know.
      expect(volcanoJobSchema.parse(job)).toEqual(job);
      for (const { template } of job.spec.tasks) {
        for (const { env = [], volumeMounts = [] } of template.spec.containers) {
          expect(new Set(env.map(({ name }) => name)).size).toBe(env.length);
          const mounted = volumeMounts.map(({ name }) => name);
          expect(mounted).toEqual((template.spec.volumes ?? []).map(({ name }) => name));
        }
      }
      expect(renderVolcanoJob({ ...input, spec: any })).toEqual(job);
      expect(parse(manifestYaml(job))).toEqual(job);
    }),
  );
});

test('label values are valid whatever the address', () => {
  fc.assert(fc.property(fc.string(), (email) => /^[0-9a-f]{16}$/.test(ownerHash(email))));
  expect(ownerHash('Alice@Example.com')).toBe(ownerHash('alice@example.com'));
  // FNV-1a's published value.
  expect(ownerHash('a')).toBe('af63dc4c8601ec8c');
});
