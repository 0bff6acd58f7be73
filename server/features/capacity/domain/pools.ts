import type { CapacityType } from '#db/schema/index.ts';

export interface NodeUse {
  gpuModel: string;
  capacityType: CapacityType;
  gpus: number;
  ready: boolean;
  schedulable: boolean;
  /** GPUs that bound pods hold. */
  used: number;
}

export interface Pool {
  gpuModel: string;
  capacityType: CapacityType;
  total: number;
  used: number;
  /** Not used, and not to be had: total − used − unavailable is free. */
  unavailable: number;
}

/** Sums nodes by GPU model and capacity type, sorted by them. */
export function sumPools(nodes: readonly NodeUse[]): Pool[] {
  const pools = new Map<string, Pool>();
  for (const { gpuModel, capacityType, ...node } of nodes) {
    const key = JSON.stringify([gpuModel, capacityType]);
    const pool = pools.get(key) ?? { gpuModel, capacityType, total: 0, used: 0, unavailable: 0 };
    pool.total += node.gpus;
    pool.used += node.used;
    // A pod on a cordoned node still uses its GPUs: only the rest of the node is lost.
    if (!node.ready || !node.schedulable) pool.unavailable += Math.max(0, node.gpus - node.used);
    pools.set(key, pool);
  }
  const order = (a: Pool, b: Pool) => compare(a.gpuModel, b.gpuModel) || compare(a.capacityType, b.capacityType);
  return [...pools.values()].sort(order);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
