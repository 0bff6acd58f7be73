/** How the machine is paid for. */
export type CapacityType = 'reserved' | 'spot' | 'on-demand';
export type GpuModel = 'V100-16' | 'A100-40' | 'A100-80' | 'H100';

/** One kind of machine, and how many GPUs of it there are. */
export interface NodePool {
  model: GpuModel;
  /** Prefix of the nodes' names. */
  prefix: string;
  /** GPUs in all nodes of the pool; a multiple of 4. */
  gpus: number;
  /** As NVIDIA's feature discovery names it. */
  product: string;
  gpuMemoryMib: number;
  /** The following are of a whole node with 8 GPUs. */
  cpus: number;
  memoryGib: number;
  diskGib: number;
  instanceType: string;
}

/** One simulated machine. */
export interface SimulatedNode {
  name: string;
  pool: NodePool;
  gpus: number;
  capacityType: CapacityType;
  zone: string;
}

const gpusPerNode = 8;
const smallestNode = 4;
const zones = ['local-1a', 'local-1b', 'local-1c'];
/** Share of each capacity type in the GPUs of a model. */
const mix: Record<CapacityType, number> = { reserved: 0.5, spot: 0.4, 'on-demand': 0.1 };
const capacityTypes: CapacityType[] = ['reserved', 'spot', 'on-demand'];

/** The organisation's 1,000 GPUs, and the first H100 beyond them. */
export const pools: NodePool[] = [
  {
    model: 'V100-16',
    prefix: 'gpu-v100',
    gpus: 500,
    product: 'Tesla-V100-SXM2-16GB',
    gpuMemoryMib: 16384,
    cpus: 64,
    memoryGib: 488,
    diskGib: 1800,
    instanceType: 'v100x8',
  },
  {
    model: 'A100-40',
    prefix: 'gpu-a100-40',
    gpus: 400,
    product: 'NVIDIA-A100-SXM4-40GB',
    gpuMemoryMib: 40960,
    cpus: 96,
    memoryGib: 1152,
    diskGib: 7600,
    instanceType: 'a100-40x8',
  },
  {
    model: 'A100-80',
    prefix: 'gpu-a100-80',
    gpus: 100,
    product: 'NVIDIA-A100-SXM4-80GB',
    gpuMemoryMib: 81920,
    cpus: 96,
    memoryGib: 1152,
    diskGib: 7600,
    instanceType: 'a100-80x8',
  },
  {
    model: 'H100',
    prefix: 'gpu-h100',
    gpus: 16,
    product: 'NVIDIA-H100-80GB-HBM3',
    gpuMemoryMib: 81559,
    cpus: 192,
    memoryGib: 2048,
    diskGib: 30400,
    instanceType: 'h100x8',
  },
];

/**
 * The simulated machines: nodes of 8 GPUs, and one of 4 where a pool does not
 * divide by 8. Each capacity type gets its share of every model's GPUs, as
 * close as whole nodes permit.
 * @param scale 0..1, the part of the GPUs to simulate; a pool keeps at least 4
 */
export function simulatedNodes(scale = 1): SimulatedNode[] {
  if (!(scale >= 0 && scale <= 1)) throw new RangeError(`scale is 0 to 1, not ${scale}`);
  if (scale === 0) return [];
  return pools.flatMap((pool) => {
    const scaled = Math.round((pool.gpus * scale) / smallestNode) * smallestNode;
    return poolNodes(pool, Math.max(scaled, smallestNode));
  });
}

function poolNodes(pool: NodePool, total: number): SimulatedNode[] {
  const held: Record<CapacityType, number> = { reserved: 0, spot: 0, 'on-demand': 0 };
  const nodes: SimulatedNode[] = [];
  for (let left = total; left > 0; left -= gpusPerNode) {
    const gpus = Math.min(left, gpusPerNode);
    const capacityType = furthestBehind(held, total);
    held[capacityType] += gpus;
    const number = nodes.length + 1;
    const zone = zones[nodes.length % zones.length] ?? 'local-1a';
    nodes.push({ name: `${pool.prefix}-${String(number).padStart(3, '0')}`, pool, gpus, capacityType, zone });
  }
  return nodes;
}

/** The capacity type that lacks most of its share; the earlier one of two equal ones. */
function furthestBehind(held: Record<CapacityType, number>, total: number): CapacityType {
  const lacking = (type: CapacityType) => mix[type] * total - held[type];
  return capacityTypes.reduce((most, type) => (lacking(type) > lacking(most) ? type : most));
}
