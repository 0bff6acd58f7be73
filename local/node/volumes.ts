import { chmod, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  ApiException,
  CoreV1Api,
  KubeConfig,
  StorageV1Api,
  type V1PersistentVolumeClaim,
} from '@kubernetes/client-node';
import type { Cluster } from '../cluster/start.ts';
import { isReleased, isWaiting, storageClass, volumeFor, volumeName } from './volumes/objects.ts';
import { watchChanges } from './volumes/watch.ts';

export { checkpointStorageClass } from './volumes/objects.ts';

const retryMs = 5_000;

export interface VolumeOptions {
  /** The launcher's data folder; volumes are folders below `<home>/checkpoints`. */
  home: string;
  cluster: Pick<Cluster, 'adminKubeconfig'>;
}

export interface Volumes {
  /** Ends the watches; volumes stay. */
  stop(): Promise<void>;
}

/**
 * Makes the storage class `mlplatform-checkpoints` and, from then on, a volume for every claim of
 * it; a volume whose claim is deleted goes with its content. Works without the real node too:
 * simulated pods need their claims bound.
 * @throws when the API server refuses the storage class
 */
export async function startVolumes({ home, cluster }: VolumeOptions): Promise<Volumes> {
  const folder = path.resolve(home, 'checkpoints');
  // The volumes inside are open to every user id; this keeps the machine's other users out.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const config = new KubeConfig();
  config.loadFromFile(cluster.adminKubeconfig);
  const core = config.makeApiClient(CoreV1Api);
  await unlessThere(config.makeApiClient(StorageV1Api).createStorageClass({ body: storageClass }));
  const abort = new AbortController();
  const loop = oneAtATime(() => reconcile(core, folder), abort.signal);
  const watches = ['/api/v1/persistentvolumeclaims', '/api/v1/persistentvolumes'].map((collection) =>
    watchChanges(config, collection, loop.request, abort.signal),
  );
  return {
    async stop() {
      abort.abort();
      await Promise.all(watches);
      await loop.idle();
    },
  };
}

async function reconcile(core: CoreV1Api, folder: string): Promise<void> {
  const claims = await core.listPersistentVolumeClaimForAllNamespaces();
  for (const claim of claims.items.filter(isWaiting)) await provide(core, folder, claim);
  const volumes = await core.listPersistentVolume();
  for (const volume of volumes.items.filter(isReleased)) {
    const name = volume.metadata?.name;
    if (name === undefined) continue;
    await rm(path.join(folder, name), { recursive: true, force: true });
    await core.deletePersistentVolume({ name });
  }
}

async function provide(core: CoreV1Api, folder: string, claim: V1PersistentVolumeClaim): Promise<void> {
  const place = path.join(folder, volumeName(claim));
  await mkdir(place, { recursive: true });
  // Jobs run as users of their images' choice.
  await chmod(place, 0o777);
  await unlessThere(core.createPersistentVolume({ body: volumeFor(claim, place) }));
}

async function unlessThere(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof ApiException && error.code === 409)) throw error;
  }
}

/** Runs `work` on request, never twice at once; requests during a run lead to one more. */
function oneAtATime(work: () => Promise<void>, signal: AbortSignal): { request(): void; idle(): Promise<void> } {
  let running: Promise<void> | null = null;
  let wanted = false;
  const request = () => {
    wanted = true;
    running ??= run().finally(() => {
      running = null;
    });
  };
  async function run(): Promise<void> {
    while (wanted && !signal.aborted) {
      wanted = false;
      try {
        await work();
      } catch (error) {
        if (signal.aborted) return;
        process.emitWarning(`checkpoint volumes: ${error instanceof Error ? error.message : String(error)}`);
        setTimeout(request, retryMs).unref();
        return;
      }
    }
  }
  return { request, idle: async () => void (await running) };
}
