import { setTimeout as sleep } from 'node:timers/promises';
import { type KubeConfig, Watch } from '@kubernetes/client-node';

const firstPauseMs = 500;
const maxPauseMs = 30_000;

/**
 * Calls `onChange` when something in a collection changes, and when a watch begins, until the signal
 * is given. A watch that ends is begun again: at once after a normal end, with back-off after errors.
 * @param path collection, such as `/api/v1/persistentvolumes`
 */
export async function watchChanges(
  config: KubeConfig,
  path: string,
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  const watch = new Watch(config);
  for (let pauseMs = firstPauseMs; !signal.aborted; ) {
    const began = Date.now();
    onChange();
    await watchOnce(watch, path, onChange, signal);
    pauseMs = Date.now() - began > maxPauseMs ? firstPauseMs : Math.min(pauseMs * 2, maxPauseMs);
    // An aborted pause is the end of the loop, not an error.
    if (!signal.aborted) await Promise.race([sleep(pauseMs, undefined, { ref: false }), aborted(signal)]);
  }
}

async function watchOnce(watch: Watch, path: string, onChange: () => void, signal: AbortSignal): Promise<void> {
  const ended = Promise.withResolvers<void>();
  // Why it ended makes no difference: the next one starts with a look at everything.
  const request = watch.watch(path, {}, onChange, () => ended.resolve());
  try {
    const running = await request;
    await Promise.race([ended.promise, aborted(signal)]);
    running.abort();
  } catch (error) {
    process.emitWarning(`watch of ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
