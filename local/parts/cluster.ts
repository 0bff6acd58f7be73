import { defaultCacheDir } from '../cluster/build/cache.ts';
import { buildCluster } from '../cluster/build.ts';
import { type Cluster, startCluster } from '../cluster/start.ts';
import { startRealNode } from '../node/index.ts';
import { startVolumes } from '../node/volumes.ts';
import { skip } from '../steps.ts';
import type { Launch } from './context.ts';

/**
 * The cluster to use: the one given, or the local one, built first where that was never done, with
 * a node that really runs containers where the machine allows it.
 */
export async function provideCluster(launch: Launch): Promise<void> {
  const { config, endpoints, onStep } = launch;
  const { cluster: given } = config.given;
  if (given) {
    const variable = given.kubeconfig === undefined ? 'KUBERNETES_SERVICE_HOST' : 'KUBECONFIG';
    skip(onStep, { id: 'cluster.build', title: 'Local cluster' }, `${variable} is set: that cluster is used`);
    if (given.kubeconfig !== undefined)
      endpoints.add({ kubeconfig: given.kubeconfig, portalKubeconfig: given.kubeconfig });
    return;
  }
  const cluster = await startLocalCluster(launch);
  const volumes = await startVolumes({ home: launch.home, cluster });
  await provideNode(launch, cluster);
  // Pushed last, stopped first: it only watches the API server.
  launch.beforeStop.push(volumes.stop);
}

async function startLocalCluster({ home, ports, supervisor, endpoints, onStep, signal }: Launch): Promise<Cluster> {
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

async function provideNode({ home, supervisor, onStep, signal, beforeStop }: Launch, cluster: Cluster): Promise<void> {
  const node = await startRealNode({ home, cacheDir: defaultCacheDir(), cluster, supervisor, onStep, signal });
  // Running jobs get a moment to save, which only the node itself can give them.
  if ('stop' in node) beforeStop.push(node.stop);
}
