import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeKubeconfig } from '../kubeconfig.ts';
import { applyNodes, releaseNodeLeases } from '../nodes/apply.ts';
import type { SimulatedNode } from '../nodes/table.ts';
import { writePrivate } from '../pki/files.ts';
import { type ClusterContext, flags } from './context.ts';
import { trainingLog } from './training-log.ts';

const stagesDir = path.join(import.meta.dirname, '../kwok');
const leaseSeconds = 40;
/** Addresses of simulated pods; the real node's pods have 10.245.0.0/24. */
const podRange = '10.244.0.0/16';

/** Brings the simulated nodes to the table and starts KWOK, which plays their kubelets. */
export async function startKwok(context: ClusterContext, nodes: SimulatedNode[]): Promise<void> {
  const { layout, binaries, ports, pki, server, client, start } = context;
  await applyNodes(client, nodes, ports.kwok);
  await releaseNodeLeases(client);
  const kubeconfig = path.join(layout.config, 'kwok.kubeconfig');
  await writeKubeconfig(kubeconfig, server, pki.authority.cluster.certificate, pki.leaf.kwok);
  const config = await writeConfig(layout.config);
  await start({
    name: 'kwok',
    command: binaries.kwok,
    restart: true,
    args: flags({
      kubeconfig,
      config,
      // A real node may join: KWOK keeps its hands off all that are not marked.
      'manage-nodes-with-annotation-selector': 'kwok.x-k8s.io/node=fake',
      cidr: podRange,
      'node-ip': '127.0.0.1',
      'node-port': ports.kwok,
      'server-address': `127.0.0.1:${ports.kwok}`,
      'tls-cert-file': pki.leaf.kwokServer.certificate,
      'tls-private-key-file': pki.leaf.kwokServer.privateKey,
      'node-lease-duration-seconds': leaseSeconds,
      // At its usual level it writes a line for every lease it renews.
      v: 'WARN',
    }),
  });
}

/** Writes the stages and what `kubectl logs` shows into one file, and returns its path. */
async function writeConfig(dir: string): Promise<string> {
  const logsFile = path.join(dir, 'training.log');
  await writePrivate(logsFile, trainingLog(new Date()));
  const clusterLogs = {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterLogs',
    metadata: { name: 'training' },
    spec: { logs: [{ logsFile }] },
  };
  const files = (await readdir(stagesDir)).filter((name) => name.endsWith('.yaml')).sort();
  const stages = await Promise.all(files.map((name) => readFile(path.join(stagesDir, name), 'utf8')));
  const config = path.join(dir, 'kwok.yaml');
  await writePrivate(config, [...stages, JSON.stringify(clusterLogs)].join('\n---\n'));
  return config;
}
