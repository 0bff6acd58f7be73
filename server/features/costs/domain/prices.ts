import Big from 'big.js';
import type { CapacityType } from '#db/schema/index.ts';

/** A price of the price book: US dollars for one GPU-hour as a decimal. */
export interface Price {
  capacityType: CapacityType;
  usdPerGpuHour: string;
}

/** How a model's GPUs are paid for where no node of it is known: the organisation's usual mix. */
export const usualMix: ReadonlyMap<CapacityType, number> = new Map([
  ['reserved', 50],
  ['spot', 40],
  ['on-demand', 10],
]);

/**
 * What one GPU-hour of a model costs.
 *
 * @param prices the prices of the model that hold now, one for each capacity type
 * @param capacityType the one asked for; null: any, at the blended price of the mix
 * @param gpusByType GPUs of the model in the cluster by capacity type: the mix. Empty: {@link usualMix}
 * @returns US dollars, not rounded; null when a price that counts is not known
 */
export function usdPerGpuHour(
  prices: readonly Price[],
  capacityType: CapacityType | null,
  gpusByType: ReadonlyMap<CapacityType, number>,
): Big | null {
  const known = new Map(prices.map((price) => [price.capacityType, new Big(price.usdPerGpuHour)]));
  if (capacityType !== null) return known.get(capacityType) ?? null;
  const weights = [...gpusByType].filter(([, gpus]) => gpus > 0);
  const mix = weights.length > 0 ? weights : [...usualMix];
  let sum = new Big(0);
  let total = 0;
  for (const [type, weight] of mix) {
    const price = known.get(type);
    if (price === undefined) return null;
    sum = sum.plus(price.times(weight));
    total += weight;
  }
  return sum.div(total);
}

/** @returns US dollars as a decimal with two digits; half a cent goes up */
export function inDollars(usd: Big): string {
  return usd.toFixed(2, Big.roundHalfUp);
}
