import { mkdir } from 'node:fs/promises';
import { type ClusterContext, flags } from './context.ts';

const quotaBytes = 512 * 1024 * 1024;

/** Starts etcd. It does not wait: the API server tries until it can reach it. */
export async function startEtcd({ layout, binaries, ports, pki, start }: ClusterContext): Promise<void> {
  await mkdir(layout.etcd, { recursive: true, mode: 0o700 });
  const client = `https://127.0.0.1:${ports.etcdClient}`;
  const peer = `https://127.0.0.1:${ports.etcdPeer}`;
  const { certificate, privateKey } = pki.leaf.etcd;
  const authority = pki.authority.etcd.certificate;
  await start({
    name: 'etcd',
    command: binaries.etcd,
    restart: true,
    args: flags({
      name: 'local',
      'data-dir': layout.etcd,
      'listen-client-urls': client,
      'advertise-client-urls': client,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `local=${peer}`,
      'cert-file': certificate,
      'key-file': privateKey,
      'client-cert-auth': true,
      'trusted-ca-file': authority,
      'peer-cert-file': certificate,
      'peer-key-file': privateKey,
      'peer-client-cert-auth': true,
      'peer-trusted-ca-file': authority,
      'quota-backend-bytes': quotaBytes,
      'log-level': 'warn',
    }),
  });
}
