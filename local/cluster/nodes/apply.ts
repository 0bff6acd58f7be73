import { z } from 'zod';
import { apply, forEachInParallel } from '../api/apply.ts';
import { type ApiClient, sendOrThrow } from '../api/client.ts';
import { nodeObject, nodeStatus, simulatedLabel } from './objects.ts';
import type { SimulatedNode } from './table.ts';

const nameList = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string() }) })),
});
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';

/**
 * Brings the cluster's simulated nodes to the table: creates, corrects, and
 * removes what an earlier start with a larger scale left.
 * @param kubeletPort port of KWOK's server
 */
export async function applyNodes(client: ApiClient, nodes: SimulatedNode[], kubeletPort: number): Promise<void> {
  await forEachInParallel(nodes, async (node) => {
    await apply(client, nodeObject(node));
    await apply(client, nodeStatus(node, kubeletPort), 'status');
  });
  const wanted = new Set(nodes.map((node) => node.name));
  const extra = (await simulatedNodeNames(client)).filter((name) => !wanted.has(name));
  await forEachInParallel(extra, (name) => deleteIfThere(client, `/api/v1/nodes/${name}`));
}

/**
 * Takes the nodes' leases from an earlier KWOK, which would hold them for 40 s
 * more. Only to be called while no KWOK runs.
 */
export async function releaseNodeLeases(client: ApiClient): Promise<void> {
  await forEachInParallel(await simulatedNodeNames(client), (name) => deleteIfThere(client, `${leases}/${name}`));
}

async function simulatedNodeNames(client: ApiClient): Promise<string[]> {
  const selector = encodeURIComponent(`${simulatedLabel}=true`);
  const answer = await sendOrThrow(client, 'GET', `/api/v1/nodes?labelSelector=${selector}`);
  const { items } = nameList.parse(JSON.parse(answer));
  return items.map(({ metadata }) => metadata.name);
}

async function deleteIfThere(client: ApiClient, path: string): Promise<void> {
  const answer = await client.send('DELETE', path);
  if (answer.status >= 300 && answer.status !== 404) {
    throw new Error(`DELETE ${path}: ${answer.status} ${answer.body.slice(0, 300)}`);
  }
}
