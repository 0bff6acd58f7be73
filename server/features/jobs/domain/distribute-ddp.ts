import {
  type Distributed,
  type Distribution,
  type Env,
  processesPerWorker,
  svcPlugin,
  taskIndex,
  workerHost,
} from './distribution.ts';

const PORT = '29500';

/**
 * PyTorch DDP with torchrun (which reads PET_*) or, with one process a worker, plain env:// (RANK, WORLD_SIZE).
 *
 * Our own variables rather than Volcano's pytorch plugin: the plugin counts pods where PyTorch counts
 * processes (WORLD_SIZE is wrong with several GPUs a pod), knows nothing of torchrun, and wants a master
 * task of its own, so that one gang would be two tasks with two failure policies. The rank is fixed (the
 * pod's number) rather than agreed on by c10d rendezvous: a gang starts whole, so there is nothing to agree.
 */
export function distributeDdp({ name, spec }: Distributed): Distribution {
  const processes = processesPerWorker(spec);
  const master = workerHost(name, 0);
  const onlyProcess: Env = processes === 1 ? { RANK: taskIndex, LOCAL_RANK: '0' } : {};
  return {
    plugins: { ...svcPlugin, env: [] },
    worker: {
      command: spec.command,
      env: {
        MASTER_ADDR: master,
        MASTER_PORT: PORT,
        WORLD_SIZE: String(spec.workers * processes),
        NODE_RANK: taskIndex,
        ...onlyProcess,
        PET_NNODES: String(spec.workers),
        PET_NPROC_PER_NODE: String(processes),
        PET_NODE_RANK: taskIndex,
        PET_MASTER_ADDR: master,
        PET_MASTER_PORT: PORT,
      },
    },
  };
}
