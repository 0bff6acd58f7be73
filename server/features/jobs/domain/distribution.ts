import type { Container } from '#server/adapters/kubernetes/pod-spec.ts';
import type { JobSpec } from './spec.ts';

/** The parts of a job that say how its processes find each other. */
export interface Distribution {
  /** Volcano's job plugins and their arguments; fixed text, never a person's. */
  plugins: Record<string, string[]>;
  worker: ProcessSpec;
  /** A pod of its own that starts the workers' processes and whose end is the job's end. */
  launcher?: ProcessSpec;
}

export interface ProcessSpec {
  command: string[];
  env: Env;
}

/** Values, or where in the pod's own metadata they are found. */
export type Env = Record<string, string | { fieldPath: string }>;

/** What a distribution is made from. */
export type Distributed = { name: string; spec: JobSpec };

/** Host name of a worker inside the job's headless service (svc plugin); without search domains of its own. */
export const workerHost = (name: string, index: number): string => `${name}-worker-${index}.${name}`;

/** Processes of a worker that share the work: one for each GPU, one where there is none. */
export const processesPerWorker = (spec: JobSpec): number => Math.max(1, spec.gpusPerWorker);

/** A worker's number, from the label Volcano puts on its pod. The env plugin's VC_TASK_INDEX comes too late to be referred to. */
export const taskIndex = { fieldPath: "metadata.labels['volcano.sh/task-index']" };

/** Names for the workers, also before they are ready: they wait for each other by name while they start. */
export const svcPlugin = { svc: ['--publish-not-ready-addresses=true'] };

/** @returns environment variables in Kubernetes' form */
export function toEnvList(env: Env): NonNullable<Container['env']> {
  return Object.entries(env).map(([name, value]) =>
    typeof value === 'string' ? { name, value } : { name, valueFrom: { fieldRef: value } },
  );
}
