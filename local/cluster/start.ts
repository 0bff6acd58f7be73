import { mkdir } from 'node:fs/promises';
import type { Child, Supervisor } from '../lib/supervisor.ts';
import { createApiClient } from './api/client.ts';
import type { ClusterBinaries } from './binaries.ts';
import { startApiServer } from './control/apiserver.ts';
import type { ClusterContext, ClusterPorts } from './control/context.ts';
import { startControllers } from './control/controllers.ts';
import { startEtcd } from './control/etcd.ts';
import { startKwok } from './control/kwok.ts';
import { applyRbac } from './control/rbac.ts';
import { nodesReady } from './control/ready.ts';
import { applyVolcanoCrds, startVolcano } from './control/volcano.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { type ClusterLayout, clusterLayout } from './layout.ts';
import { simulatedNodes } from './nodes/table.ts';
import { type Pki, preparePki } from './pki.ts';
import { asStep, type OnStep, stepReporter } from './steps.ts';

export interface StartOptions {
  /** The launcher's data folder; the cluster keeps to `<home>/cluster` and to the logs there. */
  home: string;
  binaries: ClusterBinaries;
  supervisor: Pick<Supervisor, 'start'>;
  ports: ClusterPorts;
  /** 0..1: how much of the 1,000 GPUs to simulate. 0 is none. */
  scale?: number;
  onStep?: OnStep;
  signal?: AbortSignal;
}

/** A running cluster. All paths are absolute. */
export interface Cluster {
  /** Passes every authorization check; for the launcher and the person at this machine. */
  adminKubeconfig: string;
  /** The portal's own account: reads, and acts as people. */
  portalKubeconfig: string;
  kubectl: string;
  /** Works on Linux only; for a real node. */
  kubelet: string;
  /** URL of the API server. */
  apiServer: string;
  /** File of the certificate authority that signed the API server's certificate. */
  certificateAuthority: string;
  /** For `issueKubeletCredentials`. */
  pkiDir: string;
  /** JSON, one event a line. */
  auditLog: string;
  /** URL of the Volcano scheduler's Prometheus metrics. */
  schedulerMetrics: string;
  simulatedGpus: number;
  /** Ends all processes of the cluster, the API server's clients first. */
  stop(): Promise<void>;
}

/**
 * Starts the control plane, Volcano and the simulated nodes on what an earlier
 * start left in `home`, and resolves when jobs can be submitted.
 *
 * Rejects with the first failure, or the signal's reason, after stopping what
 * it had started. Steps: `cluster.control-plane`, `cluster.volcano`,
 * `cluster.nodes`.
 */
export async function startCluster(options: StartOptions): Promise<Cluster> {
  const { home, binaries, ports, supervisor, scale = 1, onStep = () => undefined, signal } = options;
  const layout = clusterLayout(home);
  const server = `https://127.0.0.1:${ports.apiServer}`;
  const nodes = simulatedNodes(scale);
  const gpus = nodes.reduce((sum, node) => sum + node.gpus, 0);
  const children: Child[] = [];
  const step = (id: string, title: string) => stepReporter(onStep, id, title);

  async function stop(): Promise<void> {
    for (const child of children.toReversed()) await child.stop();
  }

  try {
    const { pki } = await preparePki(layout.pki);
    await mkdir(layout.config, { recursive: true, mode: 0o700 });
    const client = await createApiClient(server, pki.authority.cluster.certificate, pki.leaf.admin, signal);
    const context: ClusterContext = {
      layout,
      binaries,
      ports,
      pki,
      server,
      client,
      signal,
      start: async (spec) => {
        signal?.throwIfAborted();
        const child = await supervisor.start(spec);
        children.push(child);
        return child;
      },
    };
    try {
      await asStep(step('cluster.control-plane', 'Kubernetes control plane'), () => startControlPlane(context));
      await asStep(step('cluster.volcano', 'Volcano'), () => startVolcano(context));
      await asStep(
        step('cluster.nodes', 'Simulated GPU nodes'),
        async () => {
          await startKwok(context, nodes);
          await nodesReady(context, nodes);
        },
        () => `${gpus} GPUs on ${nodes.length} nodes`,
      );
    } finally {
      client.close();
    }
    return { ...endpoints(layout, binaries, pki, server, ports), simulatedGpus: gpus, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startControlPlane(context: ClusterContext): Promise<void> {
  const { layout, pki, server } = context;
  const authority = pki.authority.cluster.certificate;
  await writeKubeconfig(layout.adminKubeconfig, server, authority, pki.leaf.admin);
  await writeKubeconfig(layout.portalKubeconfig, server, authority, pki.leaf.portal);
  await startEtcd(context);
  await startApiServer(context);
  await applyRbac(context);
  await applyVolcanoCrds(context);
  // After Volcano's types: the quota controller counts what it finds at its start, and anything later minutes after.
  await startControllers(context);
}

function endpoints(
  layout: ClusterLayout,
  binaries: ClusterBinaries,
  pki: Pki,
  apiServer: string,
  ports: ClusterPorts,
): Omit<Cluster, 'stop' | 'simulatedGpus'> {
  return {
    adminKubeconfig: layout.adminKubeconfig,
    portalKubeconfig: layout.portalKubeconfig,
    kubectl: binaries.kubectl,
    kubelet: binaries.kubelet,
    apiServer,
    certificateAuthority: pki.authority.cluster.certificate,
    pkiDir: layout.pki,
    auditLog: layout.auditLog,
    schedulerMetrics: `http://127.0.0.1:${ports.schedulerMetrics}/metrics`,
  };
}
