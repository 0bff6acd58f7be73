import type { CapacityType, StateReason } from '#db/schema/index.ts';
import { gpusInWords } from './words.ts';

/** What a job asks for. */
export interface AskedFor {
  teamSlug: string;
  gpus: number;
  gpusPerWorker: number;
  workers: number;
  gpuModel: string | null;
  capacityType: CapacityType | null;
  pool: string | null;
}

/** A team's queue as the scheduler has it, in GPUs. */
export interface QueueFacts {
  held: number;
  /** Null: no limit. */
  max: number | null;
}

/** A node with GPUs. */
export interface NodeFacts {
  gpuModel: string | null;
  capacityType: CapacityType | null;
  pool: string | null;
  /** Ready and not cordoned. */
  usable: boolean;
  gpus: number;
  /** GPUs no pod of the portal holds. */
  free: number;
}

/**
 * Why a job that has not been placed waits, in numbers where there are any: first its team's quota,
 * then the nodes it may use, then whatever the scheduler says.
 *
 * @param raw the scheduler's own message
 */
export function waitingReason(
  job: AskedFor,
  cluster: { queue: QueueFacts | null; nodes: readonly NodeFacts[] },
  raw: string | undefined,
): StateReason {
  const text = job.gpus > 0 ? (overQuota(job, cluster.queue) ?? noRoom(job, cluster.nodes)) : null;
  const reason = text ?? {
    code: 'WaitingForScheduler',
    text:
      raw === undefined ? 'Waiting: the scheduler looks for a place.' : 'Waiting: the scheduler found no place yet.',
  };
  return raw === undefined ? reason : { ...reason, raw };
}

function overQuota(job: AskedFor, queue: QueueFacts | null): StateReason | null {
  if (queue === null || queue.max === null || queue.held + job.gpus <= queue.max) return null;
  const text =
    job.gpus > queue.max
      ? `Waiting: this job asks ${gpusInWords(job.gpus)}, but ${job.teamSlug} may hold ${queue.max} at most.`
      : `Waiting: ${job.teamSlug} holds ${queue.held} of its ${gpusInWords(queue.max)}, this job asks ${job.gpus}.`;
  return { code: 'WaitingForQuota', text };
}

function noRoom(job: AskedFor, nodes: readonly NodeFacts[]): StateReason | null {
  if (nodes.length === 0) return null;
  const matching = nodes.filter((node) => mayUse(job, node));
  const kind = (count: number) => gpusInWords(count, job.gpuModel, job.capacityType);
  if (matching.length === 0) {
    const where = job.pool === null ? '' : ` in the pool "${job.pool}"`;
    return { code: 'WaitingForNodes', text: `Waiting: the cluster has no node with ${kindInWords(job)}GPUs${where}.` };
  }
  const usable = matching.filter((node) => node.usable);
  const free = usable.reduce((sum, node) => sum + node.free, 0);
  const total = matching.reduce((sum, node) => sum + node.gpus, 0);
  if (free < job.gpus) {
    const left = free === 0 ? `all ${total} are in use or out of service` : `${free} of ${total} are free`;
    return { code: 'WaitingForNodes', text: `Waiting: this job asks ${kind(job.gpus)}, ${left}.` };
  }
  const each = Math.max(1, job.gpusPerWorker);
  const places = usable.reduce((sum, node) => sum + Math.floor(node.free / each), 0);
  if (places >= job.workers) return null;
  const some =
    places === 0
      ? `no node with ${each} free ${kindInWords(job)}GPU${each === 1 ? '' : 's'}`
      : `room for ${places} of ${job.workers} workers of ${kind(each)}`;
  return { code: 'WaitingForPieces', text: `Waiting: ${some} (${free} free, spread in pieces).` };
}

function kindInWords(job: AskedFor): string {
  return [job.gpuModel, job.capacityType].flatMap((word) => (word === null ? [] : [`${word} `])).join('');
}

function mayUse(job: AskedFor, node: NodeFacts): boolean {
  return (
    node.gpus > 0 &&
    (job.gpuModel === null || job.gpuModel === node.gpuModel) &&
    (job.capacityType === null || job.capacityType === node.capacityType) &&
    job.pool === node.pool
  );
}
