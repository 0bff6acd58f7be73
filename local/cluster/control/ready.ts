import { z } from 'zod';
import { sendOrThrow } from '../api/client.ts';
import { waitUntil } from '../api/wait.ts';
import type { SimulatedNode } from '../nodes/table.ts';
import type { ClusterContext } from './context.ts';

const readyTimeoutMs = 120_000;
const scheduling = '/apis/scheduling.volcano.sh/v1beta1';

/**
 * Waits until every simulated node is Ready and the scheduler has made its
 * default queue, that is, until a job would run.
 */
export async function nodesReady({ client, signal }: ClusterContext, nodes: SimulatedNode[]): Promise<void> {
  const options = { timeoutMs: readyTimeoutMs, signal };
  await waitUntil(
    'the Volcano scheduler does not work (logs/vc-scheduler.log tells why)',
    async () => {
      const answer = await client.send('GET', `${scheduling}/queues/default`);
      return answer.status === 200 ? null : 'there is no default queue';
    },
    options,
  );
  const wanted = new Set(nodes.map((node) => node.name));
  await waitUntil(
    'the simulated nodes are not ready (logs/kwok.log tells why)',
    async () => {
      const ready = readyNodes(await sendOrThrow(client, 'GET', '/api/v1/nodes'));
      const missing = [...wanted].filter((name) => !ready.has(name));
      return missing.length === 0 ? null : `${missing.length} of ${wanted.size} are missing`;
    },
    options,
  );
}

const nodeList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({ taints: z.array(z.object({ key: z.string() })).optional() }),
      status: z.object({
        conditions: z.array(z.object({ type: z.string(), status: z.string() })).optional(),
      }),
    }),
  ),
});

function readyNodes(body: string): Set<string> {
  const ready = nodeList.parse(JSON.parse(body)).items.filter(
    ({ spec, status }) =>
      status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') &&
      // A new node is tainted not-ready until the node controller has seen it.
      !spec.taints?.some(({ key }) => key === 'node.kubernetes.io/not-ready'),
  );
  return new Set(ready.map(({ metadata }) => metadata.name));
}
