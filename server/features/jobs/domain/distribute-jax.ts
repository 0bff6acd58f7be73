import { type Distributed, type Distribution, svcPlugin, taskIndex, workerHost } from './distribution.ts';

const PORT = 1234;

/** jax.distributed: one process a worker that drives all of its GPUs; worker 0 coordinates. */
export function distributeJax({ name, spec }: Distributed): Distribution {
  return {
    plugins: { ...svcPlugin, env: [] },
    worker: {
      command: spec.command,
      env: {
        JAX_COORDINATOR_ADDRESS: `${workerHost(name, 0)}:${PORT}`,
        JAX_NUM_PROCESSES: String(spec.workers),
        JAX_PROCESS_ID: taskIndex,
      },
    },
  };
}
