import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CapacityType, clusterNode, price } from '#db/schema/index.ts';
import { testDatabase } from '#db/testing.ts';
import { estimateCost } from './estimate-cost.ts';
import { listPricedModels } from './list-priced-models.ts';
import { publishDefaultPrices } from './publish-default-prices.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
const now = new Date('2026-05-01T12:00:00Z');
const estimate = (capacityType: CapacityType | null, at: Date = now, gpuModel: string | null = 'A100-40', gpus = 32) =>
  estimateCost({ db: database.db, now: () => at }, { gpus, gpuModel, capacityType, maxRuntimeSeconds: 5_400 });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('several processes start at once: one price book, from midnight in the organisation’s zone', async () => {
  const zone = 'Europe/Berlin';
  const written = await Promise.all([1, 2, 3].map(() => publishDefaultPrices(database.db, zone)));
  expect(written.sort()).toEqual([0, 0, 12]);
  const rows = await database.db.select().from(price);
  expect(rows).toHaveLength(12);
  expect(new Set(rows.map((row) => row.validFrom.toISOString()))).toEqual(new Set(['2023-12-31T23:00:00.000Z']));
  expect((await listPricedModels(database.db)).sort()).toEqual(['A100-40', 'A100-80', 'H100', 'V100-16']);
});

test('32 A100 for at most an hour and a half', async () => {
  expect(await estimate('spot')).toEqual({ usdPerHour: '40.00', usdAtMost: '60.00' });
  expect(await estimate(null)).toEqual({ usdPerHour: '60.80', usdAtMost: '91.20' });
  expect(await estimate('spot', new Date('2023-12-31T22:59:59Z'))).toEqual({ usdPerHour: null, usdAtMost: null });
  expect(await estimate(null, now, 'TPU')).toEqual({ usdPerHour: null, usdAtMost: null });
  expect(await estimate(null, now, null, 0)).toEqual({ usdPerHour: '0.00', usdAtMost: '0.00' });
});

test('the mix is that of the nodes; the latest price that holds counts', async () => {
  const node = { gpuModel: 'A100-40', gpus: 8, ready: true, schedulable: true, observedAt: now };
  await database.db.insert(clusterNode).values([
    { ...node, name: 'a', capacityType: 'reserved' },
    { ...node, name: 'b', capacityType: 'spot' },
  ]);
  expect(await estimate(null)).toMatchObject({ usdPerHour: '52.00' });
  const later = { gpuModel: 'A100-40', capacityType: 'spot' as const };
  await database.db.insert(price).values([
    { ...later, usdPerGpuHour: '1', validFrom: new Date('2026-05-01T12:00:00Z') },
    { ...later, usdPerGpuHour: '9', validFrom: new Date('2026-05-01T12:00:01Z') },
  ]);
  expect(await estimate('spot')).toMatchObject({ usdPerHour: '32.00' });
});
