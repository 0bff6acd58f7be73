import type { Context } from '#server/auth/context.ts';
import { sumJobCosts } from './repository.ts';

export interface JobCost {
  /** GPUs × hours held, released or not, of every attempt; decimal with two digits. */
  gpuHours: string;
  /** US dollars, decimal with two digits; null when none of the time has a price. */
  usd: string | null;
  /** GPU models with time that no price covers: that time is in `gpuHours` and not in `usd`. */
  unpriced: string[];
  /** A GPU is still held: it grows. */
  running: boolean;
}

const none: JobCost = { gpuHours: '0.00', usd: '0.00', unpriced: [], running: false };

/**
 * What jobs have cost until now, by the usage ledger and the price that held at each moment, in one query.
 * The caller has authorised the reading of these jobs.
 * @returns job id → cost, for every id asked for
 */
export async function jobCosts(
  ctx: Pick<Context, 'db' | 'now'>,
  jobIds: readonly string[],
): Promise<Map<string, JobCost>> {
  const costs = new Map(jobIds.map((id) => [id, none]));
  if (costs.size === 0) return costs;
  for (const { jobId, ...cost } of await sumJobCosts(ctx.db, [...costs.keys()], ctx.now())) costs.set(jobId, cost);
  return costs;
}

/** What one job has cost until now; see {@link jobCosts}. */
export async function jobCost(ctx: Pick<Context, 'db' | 'now'>, jobId: string): Promise<JobCost> {
  return (await jobCosts(ctx, [jobId])).get(jobId) ?? none;
}
