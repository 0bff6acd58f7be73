import type { WatchedKinds, WatchHandlers } from './port.ts';
import { type Manifest, queueSchema } from './types.ts';

type Kind = keyof WatchedKinds;

/** The objects of a fake cluster; whoever watches a kind hears of every change of it. */
export interface FakeCluster {
  get<K extends Kind>(kind: K, key: string): WatchedKinds[K] | undefined;
  /** Creates or replaces. */
  put<K extends Kind>(kind: K, object: WatchedKinds[K]): void;
  putQueue(manifest: Manifest): void;
  /** Deletes; watches hear the object as given (or as it was). */
  remove<K extends Kind>(kind: K, object: WatchedKinds[K]): void;
  /** Connections drop: nothing is heard until `reconnect` lets every watch list again. */
  disconnect(): void;
  reconnect(): void;
  watch<K extends Kind>(kind: K, handlers: WatchHandlers<WatchedKinds[K]>, signal: AbortSignal): void;
}

interface Store<K extends Kind> {
  objects: Map<string, WatchedKinds[K]>;
  watchers: Set<WatchHandlers<WatchedKinds[K]>>;
}

/** `namespace/name`, or the name of what has no namespace; for manifests `Kind/…`. */
export function keyOf(object: { kind?: string; metadata: { name: string; namespace?: string } }): string {
  const { name, namespace } = object.metadata;
  const key = namespace === undefined ? name : `${namespace}/${name}`;
  return object.kind === undefined ? key : `${object.kind}/${key}`;
}

const nameOf = ({ metadata }: { metadata: { name: string; namespace?: string } }) => keyOf({ metadata });

export function fakeCluster(): FakeCluster {
  const stores: { [K in Kind]: Store<K> } = {
    job: { objects: new Map(), watchers: new Set() },
    podGroup: { objects: new Map(), watchers: new Set() },
    pod: { objects: new Map(), watchers: new Set() },
    event: { objects: new Map(), watchers: new Set() },
    node: { objects: new Map(), watchers: new Set() },
    queue: { objects: new Map(), watchers: new Set() },
  };
  let connected = true;
  const list = <K extends Kind>({ objects, watchers }: Store<K>) => {
    for (const watcher of watchers) watcher.listed([...objects.values()]);
  };
  const put = <K extends Kind>(kind: K, object: WatchedKinds[K]) => {
    const { objects, watchers } = stores[kind];
    objects.set(nameOf(object), object);
    if (connected) for (const watcher of watchers) watcher.changed(object);
  };
  return {
    get: (kind, key) => stores[kind].objects.get(key),
    put,
    putQueue(manifest) {
      const seen = stores.queue.objects.get(manifest.metadata.name);
      put('queue', queueSchema.parse({ ...manifest, status: seen?.status ?? { state: 'Open' } }));
    },
    remove(kind, object) {
      const { objects, watchers } = stores[kind];
      objects.delete(nameOf(object));
      if (connected) for (const watcher of watchers) watcher.deleted(object);
    },
    disconnect() {
      connected = false;
    },
    reconnect() {
      connected = true;
      list(stores.node);
      list(stores.queue);
      list(stores.job);
      list(stores.podGroup);
      list(stores.pod);
      list(stores.event);
    },
    watch(kind, handlers, signal) {
      const { objects, watchers } = stores[kind];
      watchers.add(handlers);
      signal.addEventListener('abort', () => watchers.delete(handlers), { once: true });
      queueMicrotask(() => {
        if (!signal.aborted && connected) handlers.listed([...objects.values()]);
      });
    },
  };
}
