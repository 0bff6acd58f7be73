import {
  type Distributed,
  type Distribution,
  processesPerWorker,
  svcPlugin,
  taskIndex,
  workerHost,
} from './distribution.ts';

// Fixed text: what a person wrote arrives as "$@", never as shell.
const START = `set -eu
sed "s/$/ slots=$PROCESSES_PER_WORKER/" /etc/volcano/worker.host > /tmp/hostfile
exec deepspeed --no_ssh --hostfile=/tmp/hostfile --node_rank="$NODE_RANK" \\
  --master_addr="$MASTER_ADDR" --master_port="$MASTER_PORT" "$@"
`;

/**
 * DeepSpeed's launcher on every worker; the command is the script and its arguments.
 * `--no_ssh` (DeepSpeed 0.15.3 and later) instead of a head that logs in everywhere: no keys, no SSH
 * server in the image, and each worker's output is in its own log.
 */
export function distributeDeepspeed({ name, spec }: Distributed): Distribution {
  return {
    plugins: { ...svcPlugin, env: [] },
    worker: {
      command: ['/bin/sh', '-c', START, 'deepspeed', ...spec.command],
      env: {
        MASTER_ADDR: workerHost(name, 0),
        MASTER_PORT: '29500',
        NODE_RANK: taskIndex,
        PROCESSES_PER_WORKER: String(processesPerWorker(spec)),
      },
    },
  };
}
