import { type Distributed, type Distribution, type Env, processesPerWorker, svcPlugin } from './distribution.ts';

const SSH_FOLDER = '/etc/mlplatform/ssh';
const SSH = `ssh -n -F ${SSH_FOLDER}/config -i ${SSH_FOLDER}/id_rsa -p 2222 -o BatchMode=yes -o ConnectTimeout=5 -o LogLevel=ERROR`;

// Without root: a high port, a host key made at start, and modes not checked, because the mounted keys
// belong to root. The user that logs in is the one sshd runs as, the only one it could become anyway.
const SERVE = `set -eu
ssh-keygen -q -t ed25519 -N '' -f /tmp/host_key
exec /usr/sbin/sshd -D -e -p 2222 -h /tmp/host_key -o StrictModes=no -o UsePAM=no -o PidFile=/tmp/sshd.pid \\
  -o AuthorizedKeysFile=${SSH_FOLDER}/authorized_keys
`;

// mpirun gives up at the first host that does not answer, and the workers' servers take a moment.
const LAUNCH = `set -eu
sed "s/$/ slots=$PROCESSES_PER_WORKER/" /etc/volcano/worker.host > /tmp/hostfile
while read -r host _ || [ -n "$host" ]; do
  until ${SSH} "$host" true; do sleep 1; done
done < /tmp/hostfile
exec mpirun --hostfile /tmp/hostfile -np "$PROCESSES" --bind-to none "$@"
`;

/**
 * Horovod and other MPI programs: workers serve SSH (ssh plugin's keys), a launcher runs mpirun and ends the job.
 * Everything runs as user 1000; the image needs OpenMPI, OpenSSH's server and that user in /etc/passwd, as
 * the MPI operator's images have. mpirun hands over only the variables it is told to.
 */
export function distributeMpi({ spec }: Distributed): Distribution {
  const processes = processesPerWorker(spec);
  const launcherEnv: Env = {
    PROCESSES: String(spec.workers * processes),
    PROCESSES_PER_WORKER: String(processes),
    // Open MPI 4 and 5 call it differently.
    OMPI_MCA_plm_rsh_agent: SSH.replace(' -n', ''),
    PRTE_MCA_plm_ssh_agent: SSH.replace(' -n', ''),
    OMPI_MCA_orte_keep_fqdn_hostnames: 'true',
  };
  const handedOver = [
    ...Object.keys(spec.env),
    ...(spec.checkpoint ? ['CHECKPOINT_DIR', 'CHECKPOINT_INTERVAL_MINUTES'] : []),
  ];
  const exports = [...new Set(handedOver)].flatMap((name) => ['-x', name]);
  return {
    plugins: { ...svcPlugin, env: [], ssh: [`--ssh-key-file-path=${SSH_FOLDER}`] },
    worker: { command: ['/bin/sh', '-c', SERVE, 'sshd'], env: {} },
    launcher: { command: ['/bin/sh', '-c', LAUNCH, 'mpirun', ...exports, ...spec.command], env: launcherEnv },
  };
}
