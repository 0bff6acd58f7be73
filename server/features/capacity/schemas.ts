import { z } from 'zod';
import { capacityTypes } from '#db/schema/index.ts';

/** The cluster's GPUs and every team's part of them, as last seen. */
export const capacityOutput = z.object({
  /** Null: the cluster has never been seen. */
  observedAt: z.date().nullable(),
  pools: z.array(
    z.object({
      gpuModel: z.string(),
      capacityType: z.enum(capacityTypes),
      total: z.int(),
      used: z.int(),
      /** Not used, on nodes that are cordoned or not ready. */
      unavailable: z.int(),
    }),
  ),
  teams: z.array(
    z.object({
      id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      guaranteed: z.int(),
      max: z.int(),
      weight: z.int(),
      held: z.int(),
      /** Held beyond the guarantee. */
      borrowed: z.int(),
      /** Asked for by jobs that have not started. */
      waiting: z.int(),
    }),
  ),
});
