import { buildCluster } from '../cluster/build.ts';
import { type Cluster, startCluster } from '../cluster/start.ts';
import { skip } from '../steps.ts';
import type { Launch } from './context.ts';

/**
 * The cluster to use: the one given, or the local one, built first where that was never done.
 * @returns the local cluster, or null where another is used
 */
export async function provideCluster(launch: Launch): Promise<Cluster | null> {
  const { config, home, ports, supervisor, endpoints, onStep, signal } = launch;
  const { cluster: given } = config.given;
  if (given) {
    const variable = given.kubeconfig === undefined ? 'KUBERNETES_SERVICE_HOST' : 'KUBECONFIG';
    skip(onStep, { id: 'cluster.build', title: 'Local cluster' }, `${variable} is set: that cluster is used`);
    if (given.kubeconfig !== undefined)
      endpoints.add({ kubeconfig: given.kubeconfig, portalKubeconfig: given.kubeconfig });
    return null;
  }
  const binaries = await buildCluster({ onStep, signal });
  const cluster = await startCluster({ home, binaries, supervisor, ports, onStep, signal });
  endpoints.add({
    apiServer: cluster.apiServer,
    kubeconfig: cluster.adminKubeconfig,
    portalKubeconfig: cluster.portalKubeconfig,
    kubectl: cluster.kubectl,
    auditLog: cluster.auditLog,
  });
  return cluster;
}
