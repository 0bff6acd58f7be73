import type { CapacityType } from '#db/schema/index.ts';
import type { Context } from '#server/auth/context.ts';
import { inDollars, usdPerGpuHour } from './domain/prices.ts';
import { gpusByCapacityType, pricesAt } from './price-repository.ts';

/** What a job would cost, in US dollars with two digits; null: no price is known for its GPUs. */
export interface CostEstimate {
  usdPerHour: string | null;
  /** If it ran for all of its maximum run time. */
  usdAtMost: string | null;
}

/** Estimates a job's cost by the prices that hold now; where any capacity type will do, by the cluster's mix of them. */
export async function estimateCost(
  ctx: Pick<Context, 'db' | 'now'>,
  job: { gpus: number; gpuModel: string | null; capacityType: CapacityType | null; maxRuntimeSeconds: number },
): Promise<CostEstimate> {
  if (job.gpus === 0) return { usdPerHour: '0.00', usdAtMost: '0.00' };
  if (job.gpuModel === null) return { usdPerHour: null, usdAtMost: null };
  const prices = await pricesAt(ctx.db, job.gpuModel, ctx.now());
  const mix = await gpusByCapacityType(ctx.db, job.gpuModel);
  const usd = usdPerGpuHour(prices, job.capacityType, mix);
  if (usd === null) return { usdPerHour: null, usdAtMost: null };
  const perHour = usd.times(job.gpus);
  return { usdPerHour: inDollars(perHour), usdAtMost: inDollars(perHour.times(job.maxRuntimeSeconds).div(3_600)) };
}
