import type { CapacityType } from '#db/schema/index.ts';
import { type JobSpec, totalGpus } from './spec.ts';

/** What the cluster has and what a team may have, as far as it decides whether a job could ever run. */
export interface Limits {
  team: { slug: string; maxGpus: number };
  /** Machines with GPUs; empty: the cluster has not been seen. */
  nodes: readonly { gpuModel: string | null; capacityType: CapacityType | null; gpus: number }[];
  /** Models of the price book: they exist too. */
  pricedModels: readonly string[];
}

/** Which parameters of the template say how many GPUs, where that can be told. */
export interface GpuParameters {
  total: string | null;
  perWorker: string | null;
}

/**
 * Whether a job could run on an empty cluster; one that never can is refused rather than left waiting.
 * @returns what is wrong by field; empty when nothing is
 */
export function checkCapacity(spec: JobSpec, limits: Limits, parameters: GpuParameters): Record<string, string> {
  const gpus = totalGpus(spec);
  if (gpus === 0) return {};
  const fields: Record<string, string> = {};
  const totalField = fieldOf(parameters.total);
  const { team } = limits;
  if (gpus > team.maxGpus) {
    fields[totalField] = `asks ${gpus} GPUs, ${team.slug} may hold ${team.maxGpus} at most`;
  }
  const withGpus = limits.nodes.filter((node) => node.gpuModel !== null && node.gpus > 0);
  const models = [...new Set([...withGpus.map((node) => node.gpuModel ?? ''), ...limits.pricedModels])].sort();
  const { gpuModel, capacityType } = spec;
  if (gpuModel !== null && !models.includes(gpuModel)) {
    const known = models.length > 0 ? `there are ${models.join(', ')}` : 'no model is known yet';
    return { ...fields, gpuModel: `there is no GPU model "${gpuModel}"; ${known}` };
  }
  if (withGpus.length === 0) return fields;
  const ofModel = withGpus.filter((node) => gpuModel === null || node.gpuModel === gpuModel);
  const usable = ofModel.filter((node) => capacityType === null || node.capacityType === capacityType);
  const kind = [capacityType, gpuModel].filter((word) => word !== null).join(' ');
  if (capacityType !== null && usable.length === 0) {
    return { ...fields, capacityType: `the cluster has no ${kind} nodes` };
  }
  const largest = Math.max(0, ...usable.map((node) => node.gpus));
  if (usable.length > 0 && spec.gpusPerWorker > largest) {
    const field = parameters.perWorker === null ? totalField : fieldOf(parameters.perWorker);
    fields[field] ??= `asks ${spec.gpusPerWorker} GPUs on one node, the largest ${kind} node has ${largest}`.replace(
      '  ',
      ' ',
    );
  }
  return fields;
}

const fieldOf = (parameter: string | null): string => (parameter === null ? 'parameters' : `parameters.${parameter}`);
