import { isNotNull, notInArray, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { clusterNode, clusterQueue } from '#db/schema/index.ts';
import { GPU_RESOURCE, gpusIn, type ResourceList } from '#server/adapters/kubernetes/metadata.ts';
import type { Queue } from '#server/adapters/kubernetes/types.ts';
import { announce } from '#server/lib/changes.ts';
import type { NodeInfo } from './domain/node-info.ts';

export interface CapacityContext {
  db: Db;
  now: () => Date;
}

/** Remembers what was written last, so that heartbeats of a thousand nodes write nothing. */
export class CapacityProjection {
  #written = '';
  readonly #ctx: CapacityContext;

  constructor(ctx: CapacityContext) {
    this.#ctx = ctx;
  }

  /**
   * Brings the tables of nodes and queues to what the cluster has, in one transaction that announces it.
   * @returns whether anything had changed
   */
  async project(nodes: Iterable<NodeInfo>, queues: Iterable<Queue>): Promise<boolean> {
    const observedAt = this.#ctx.now();
    const nodeRows = [...nodes];
    const queueRows = [...queues].map(queueRow);
    const contents = JSON.stringify([nodeRows, queueRows]);
    if (contents === this.#written) return false;
    await this.#ctx.db.transaction(async (tx) => {
      await saveNodes(tx, nodeRows, observedAt);
      await saveQueues(tx, queueRows, observedAt);
      await announce(tx, { topic: 'capacity' });
    });
    this.#written = contents;
    return true;
  }

  /** Notes that what was written is still so; announced to nobody. */
  async touch(): Promise<void> {
    const observedAt = this.#ctx.now();
    await this.#ctx.db.update(clusterNode).set({ observedAt }).where(isNotNull(clusterNode.name));
    await this.#ctx.db.update(clusterQueue).set({ observedAt }).where(isNotNull(clusterQueue.name));
  }
}

function queueRow(queue: Queue) {
  return {
    name: queue.metadata.name,
    deservedGpus: gpusOrNull(queue.spec?.deserved),
    capabilityGpus: gpusOrNull(queue.spec?.capability),
    weight: queue.spec?.weight ?? null,
    allocatedGpus: gpusIn(queue.status?.allocated),
    state: queue.status?.state ?? 'Unknown',
  };
}

/** Null: not limited. */
function gpusOrNull(resources: ResourceList | undefined): number | null {
  return resources?.[GPU_RESOURCE] === undefined ? null : gpusIn(resources);
}

async function saveNodes(tx: Db, nodes: readonly NodeInfo[], observedAt: Date): Promise<void> {
  const names = nodes.map(({ name }) => name);
  await tx
    .delete(clusterNode)
    .where(names.length === 0 ? isNotNull(clusterNode.name) : notInArray(clusterNode.name, names));
  if (nodes.length === 0) return;
  await tx
    .insert(clusterNode)
    .values(nodes.map((node) => ({ ...node, observedAt })))
    .onConflictDoUpdate({
      target: clusterNode.name,
      set: {
        gpuModel: sql`excluded.gpu_model`,
        capacityType: sql`excluded.capacity_type`,
        gpus: sql`excluded.gpus`,
        ready: sql`excluded.ready`,
        schedulable: sql`excluded.schedulable`,
        pool: sql`excluded.pool`,
        observedAt: sql`excluded.observed_at`,
      },
    });
}

async function saveQueues(tx: Db, queues: readonly ReturnType<typeof queueRow>[], observedAt: Date): Promise<void> {
  const names = queues.map(({ name }) => name);
  await tx
    .delete(clusterQueue)
    .where(names.length === 0 ? isNotNull(clusterQueue.name) : notInArray(clusterQueue.name, names));
  if (queues.length === 0) return;
  await tx
    .insert(clusterQueue)
    .values(queues.map((queue) => ({ ...queue, observedAt })))
    .onConflictDoUpdate({
      target: clusterQueue.name,
      set: {
        deservedGpus: sql`excluded.deserved_gpus`,
        capabilityGpus: sql`excluded.capability_gpus`,
        weight: sql`excluded.weight`,
        allocatedGpus: sql`excluded.allocated_gpus`,
        state: sql`excluded.state`,
        observedAt: sql`excluded.observed_at`,
      },
    });
}
