import { and, desc, eq, gt, lte, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { type CapacityType, clusterNode, price } from '#db/schema/index.ts';

/** The prices of a GPU model that hold at a moment, one for each capacity type. */
export function pricesAt(db: Db, gpuModel: string, at: Date) {
  return db
    .selectDistinctOn([price.capacityType], {
      capacityType: price.capacityType,
      usdPerGpuHour: price.usdPerGpuHour,
    })
    .from(price)
    .where(and(eq(price.gpuModel, gpuModel), lte(price.validFrom, at)))
    .orderBy(price.capacityType, desc(price.validFrom));
}

/** GPUs of a model in the cluster by capacity type. */
export async function gpusByCapacityType(db: Db, gpuModel: string): Promise<Map<CapacityType, number>> {
  const rows = await db
    .select({ capacityType: clusterNode.capacityType, gpus: sql`sum(${clusterNode.gpus})`.mapWith(Number) })
    .from(clusterNode)
    .where(and(eq(clusterNode.gpuModel, gpuModel), gt(clusterNode.gpus, 0)))
    .groupBy(clusterNode.capacityType);
  return new Map(rows.flatMap(({ capacityType, gpus }) => (capacityType === null ? [] : [[capacityType, gpus]])));
}

/** GPU models that have ever had a price. */
export async function pricedModels(db: Db): Promise<string[]> {
  const rows = await db.selectDistinct({ gpuModel: price.gpuModel }).from(price);
  return rows.map(({ gpuModel }) => gpuModel);
}
