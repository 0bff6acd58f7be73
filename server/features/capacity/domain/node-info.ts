import type { CapacityType } from '#db/schema/index.ts';
import { capacityTypes } from '#db/schema/index.ts';
import { gpusIn } from '#server/adapters/kubernetes/metadata.ts';
import type { Node } from '#server/adapters/kubernetes/types.ts';

/** A node in the portal's words. */
export interface NodeInfo {
  name: string;
  gpuModel: string | null;
  capacityType: CapacityType | null;
  /** GPUs that can be given to pods. */
  gpus: number;
  ready: boolean;
  schedulable: boolean;
  /** Node pool with a taint of its own; null: the general one. */
  pool: string | null;
}

/**
 * Reads a node. Model and capacity type come from the portal's own labels; where an organisation
 * has not set them, from those of NVIDIA's feature discovery and the cloud's life cycle.
 */
export function nodeInfo({ metadata, spec, status }: Node): NodeInfo {
  const labels = metadata.labels ?? {};
  const gpus = gpusIn(status?.allocatable);
  return {
    name: metadata.name,
    gpuModel: labels['mlplatform.dev/gpu-model'] ?? labels['nvidia.com/gpu.product'] ?? null,
    capacityType: gpus > 0 ? capacityTypeOf(labels) : null,
    gpus,
    ready: status?.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false,
    schedulable: spec?.unschedulable !== true,
    pool: labels['mlplatform.dev/pool'] ?? null,
  };
}

function capacityTypeOf(labels: Record<string, string>): CapacityType {
  const own = capacityTypes.find((type) => type === labels['mlplatform.dev/capacity-type']);
  return own ?? (labels['node.kubernetes.io/lifecycle'] === 'spot' ? 'spot' : 'on-demand');
}
