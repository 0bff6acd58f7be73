import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Db } from '#db/client.ts';
import { capacityTypes, price } from '#db/schema/index.ts';

/** Any number, the same for every process: the lock under which the first prices are written. */
const PRICES_LOCK = 7_315_203;

const usd = z.string().regex(/^\d+\.\d{2}$/);
const fileSchema = z.strictObject({
  validFrom: z.iso.date(),
  prices: z.record(z.string(), z.record(z.enum(capacityTypes), usd)),
});

/**
 * Fills an empty price book with `default-prices.yaml`; a book with any price in it is left alone.
 *
 * @param timeZone IANA name of the organisation's zone: prices hold from midnight there
 * @returns how many prices were written
 */
export async function publishDefaultPrices(db: Db, timeZone: string): Promise<number> {
  const file = new URL('./default-prices.yaml', import.meta.url);
  const { validFrom, prices } = fileSchema.parse(parse(await readFile(file, 'utf8')));
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${PRICES_LOCK})`);
    if ((await tx.$count(price)) > 0) return 0;
    // PostgreSQL knows when midnight was in which zone.
    const midnight = sql<Date>`${validFrom}::timestamp at time zone ${timeZone}`;
    const rows = Object.entries(prices).flatMap(([gpuModel, byType]) =>
      capacityTypes.map((capacityType) => ({
        gpuModel,
        capacityType,
        usdPerGpuHour: byType[capacityType],
        validFrom: midnight,
      })),
    );
    await tx.insert(price).values(rows);
    return rows.length;
  });
}
