import path from 'node:path';
import { waitUntil } from '../api/wait.ts';
import { writePrivate } from '../pki/files.ts';
import { serviceRange } from '../pki/table.ts';
import { auditPolicy } from './audit-policy.ts';
import { type ClusterContext, flags } from './context.ts';

const readyTimeoutMs = 120_000;
/** Audit log: at most 5 files of 50 MB, none older than 30 days. */
const auditLimits = { 'audit-log-maxsize': 50, 'audit-log-maxbackup': 4, 'audit-log-maxage': 30 };

/** Starts the API server and waits until it says it is ready. Throws after two minutes. */
export async function startApiServer(context: ClusterContext): Promise<void> {
  const { layout, binaries, client, signal, start } = context;
  const policy = path.join(layout.config, 'audit-policy.json');
  await writePrivate(policy, JSON.stringify(auditPolicy, null, 2));
  await start({
    name: 'kube-apiserver',
    command: binaries.apiServer,
    restart: true,
    args: flags({ ...apiServerFlags(context), 'audit-policy-file': policy }),
  });
  await waitUntil(
    'the API server is not ready (logs/kube-apiserver.log and logs/etcd.log tell why)',
    async () => {
      const answer = await client.send('GET', '/readyz');
      return answer.status === 200 ? null : answer.body.slice(0, 300);
    },
    { timeoutMs: readyTimeoutMs, signal },
  );
}

function apiServerFlags({ layout, ports, pki }: ClusterContext) {
  return {
    ...listening(ports.apiServer, pki),
    ...trust(pki),
    'etcd-servers': `https://127.0.0.1:${ports.etcdClient}`,
    'etcd-cafile': pki.authority.etcd.certificate,
    'etcd-certfile': pki.leaf.apiServerEtcdClient.certificate,
    'etcd-keyfile': pki.leaf.apiServerEtcdClient.privateKey,
    'authorization-mode': 'Node,RBAC',
    'enable-admission-plugins': 'NodeRestriction',
    'service-cluster-ip-range': serviceRange,
    'kubelet-client-certificate': pki.leaf.apiServerKubeletClient.certificate,
    'kubelet-client-key': pki.leaf.apiServerKubeletClient.privateKey,
    // Simulated nodes have names that no resolver knows.
    'kubelet-preferred-address-types': 'InternalIP',
    'audit-log-path': layout.auditLog,
    ...auditLimits,
  };
}

function listening(port: number, pki: ClusterContext['pki']) {
  return {
    'bind-address': '127.0.0.1',
    // Else it looks for an address of the machine, and a laptop off line has none.
    'advertise-address': '127.0.0.1',
    'endpoint-reconciler-type': 'none',
    'secure-port': port,
    'tls-cert-file': pki.leaf.apiServer.certificate,
    'tls-private-key-file': pki.leaf.apiServer.privateKey,
  };
}

function trust(pki: ClusterContext['pki']) {
  return {
    'client-ca-file': pki.authority.cluster.certificate,
    // Not the URL: tokens must stay good when another start uses another port.
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': pki.serviceAccount.publicKey,
    'service-account-signing-key-file': pki.serviceAccount.privateKey,
    'requestheader-client-ca-file': pki.authority.frontProxy.certificate,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-username-headers': 'X-Remote-User',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'proxy-client-cert-file': pki.leaf.frontProxyClient.certificate,
    'proxy-client-key-file': pki.leaf.frontProxyClient.privateKey,
  };
}
