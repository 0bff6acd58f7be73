import type { Connection } from './connection.ts';
import type { Kubernetes } from './port.ts';
import { open, pathTo } from './request.ts';

/**
 * Streams a pod's log; see the port. A caller that stops reading, or aborts, closes the connection.
 * @throws KubernetesRefused when there is no such pod or its container has not started, KubernetesUnavailable
 */
export async function* podLogs(
  connection: Connection,
  pod: Parameters<Kubernetes['podLogs']>[0],
  options: Parameters<Kubernetes['podLogs']>[1],
): AsyncGenerator<Uint8Array> {
  const left = new AbortController();
  const signal = AbortSignal.any([options.signal, left.signal]);
  try {
    const body = await open(connection, {
      method: 'GET',
      path: pathTo('api', 'v1', 'namespaces', pod.namespace, 'pods', pod.name, 'log'),
      query: {
        container: pod.container,
        follow: options.follow,
        sinceTime: options.sinceTime?.toISOString(),
        tailLines: options.tailLines,
        limitBytes: options.limitBytes,
      },
      signal,
    });
    // The loop hears of errors; one that comes after it has ended must not end the process.
    body.on('error', () => undefined);
    for await (const chunk of body) yield chunk;
  } catch (error) {
    if (!options.signal.aborted) throw error;
  } finally {
    left.abort();
  }
}
