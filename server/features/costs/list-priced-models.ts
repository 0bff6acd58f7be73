import type { Db } from '#db/client.ts';
import { pricedModels } from './price-repository.ts';

/** GPU models of the price book: they exist, also while the cluster has not been seen. */
export function listPricedModels(db: Db): Promise<string[]> {
  return pricedModels(db);
}
