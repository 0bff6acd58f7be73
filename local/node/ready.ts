import { z } from 'zod';
import type { ApiClient } from '../cluster/api/client.ts';
import { waitUntil } from '../cluster/api/wait.ts';
import { realNodeName } from './layout.ts';

const timeoutMs = 60_000;

const node = z.object({
  spec: z.object({ taints: z.array(z.object({ key: z.string() })).optional() }),
  status: z.object({
    conditions: z
      .array(
        z.object({ type: z.string(), status: z.string(), message: z.string(), lastHeartbeatTime: z.coerce.date() }),
      )
      .optional(),
  }),
});

/**
 * Waits until the kubelet that was started at `since` says that its node is ready and the cluster
 * agrees. What an earlier run said stays true in the API server for a while after its end.
 */
export async function nodeReady(client: ApiClient, since: Date, signal?: AbortSignal): Promise<void> {
  const check = async () => {
    const { status, body } = await client.send('GET', `/api/v1/nodes/${realNodeName}`);
    return status === 200 ? notReadyReason(node.parse(JSON.parse(body)), since) : 'it has not registered';
  };
  await waitUntil('the real node is not ready', check, { timeoutMs, signal });
}

/** Why jobs cannot run on the node yet, or null when they can. */
export function notReadyReason({ spec, status }: z.infer<typeof node>, since: Date): string | null {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  // Kubernetes writes whole seconds.
  if (ready === undefined || ready.lastHeartbeatTime.getTime() < Math.floor(since.getTime() / 1000) * 1000)
    return 'its kubelet has not reported';
  if (ready.status !== 'True') return ready.message;
  const taint = spec.taints?.find(({ key }) => key.startsWith('node.kubernetes.io/'));
  return taint ? `it is tainted ${taint.key}` : null;
}
