import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CapacityType, price, usageHold, usageRelease } from '#db/schema/index.ts';
import { testDatabase } from '#db/testing.ts';
import { jobCost, jobCosts } from './job-cost.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const start = Date.UTC(2026, 1, 28, 22);
const at = (ms: number) => new Date(start + ms);
let models = 0;
/** The ledger keeps everything: every case has GPU models of its own. */
const newModel = () => {
  models += 1;
  return `GPU-${models}`;
};

interface Hold {
  gpuModel: string;
  capacityType: CapacityType;
  gpus: number;
  from: number;
  /** Null: not released. */
  until: number | null;
}
interface Price {
  gpuModel: string;
  capacityType: CapacityType;
  /** Millionths of a dollar for a GPU-hour. */
  microUsd: number;
  from: number;
}

async function record(holds: readonly Hold[], prices: readonly Price[], jobId = v7()): Promise<string> {
  for (const { microUsd, from, ...gpu } of prices) {
    await database.db.insert(price).values({ ...gpu, usdPerGpuHour: (microUsd / 1e6).toFixed(6), validFrom: at(from) });
  }
  for (const { from, until, ...gpu } of holds) {
    const podUid = v7();
    const ids = { teamId: v7(), personId: v7(), jobId, attempt: 1, node: 'n1' };
    await database.db.insert(usageHold).values({ ...gpu, ...ids, podUid, heldFrom: at(from) });
    if (until !== null)
      await database.db.insert(usageRelease).values({ podUid, heldUntil: at(until), basis: 'finished' });
  }
  return jobId;
}

const context = (now: number) => ({ db: database.db, now: () => at(now) });

/** n ÷ d as a decimal with two digits, halves up. */
function twoDigits(n: bigint, d: bigint): string {
  const cents = (n * 200n + d) / (2n * d);
  return `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`;
}

/** Walks through every tick of every hold and asks what the price is just then. */
function reference(holds: readonly Hold[], prices: readonly Price[], now: number, tick: number) {
  let gpuMs = 0n;
  let pricedMs = 0n;
  let microUsdMs = 0n;
  const unpriced = new Set<string>();
  for (const hold of holds) {
    const until = hold.until ?? now;
    for (let time = hold.from; time < until; time += tick) {
      const step = BigInt(hold.gpus * tick);
      gpuMs += step;
      const current = prices
        .filter((p) => p.gpuModel === hold.gpuModel && p.capacityType === hold.capacityType && p.from <= time)
        .reduce<Price | null>((latest, p) => (latest && latest.from > p.from ? latest : p), null);
      if (current) microUsdMs += step * BigInt(current.microUsd);
      if (current) pricedMs += step;
      else unpriced.add(hold.gpuModel);
    }
  }
  const hour = 3_600_000n;
  return {
    gpuHours: twoDigits(gpuMs, hour),
    usd: pricedMs > 0n || gpuMs === 0n ? twoDigits(microUsdMs, hour * 1_000_000n) : null,
    unpriced: [...unpriced].sort(),
    running: holds.some(({ until }) => until === null),
  };
}

const ticks = fc.constantFrom(1, 500, 60_000, 3_600_000);
const moment = fc.integer({ min: 0, max: 400 });
const gpu = fc.record({
  model: fc.constantFrom(0, 1),
  capacityType: fc.constantFrom('spot' as const, 'reserved' as const),
});
const scenario = fc.record({
  tick: ticks,
  now: fc.integer({ min: 0, max: 500 }),
  holds: fc.array(fc.record({ gpu, gpus: fc.integer({ min: 1, max: 64 }), from: moment, lasts: fc.option(moment) }), {
    maxLength: 4,
  }),
  prices: fc.uniqueArray(fc.record({ gpu, microUsd: fc.integer({ min: 0, max: 99_999_999 }), from: moment }), {
    maxLength: 6,
    selector: (p) => `${p.gpu.model} ${p.gpu.capacityType} ${p.from}`,
  }),
});

test('hours and dollars are what a walk through every moment gives', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ tick, now, ...drawn }) => {
      const names = [newModel(), newModel()];
      const named = ({ model, capacityType }: { model: number; capacityType: CapacityType }) => ({
        gpuModel: names[model] ?? '',
        capacityType,
      });
      const holds = drawn.holds.map(({ gpu, gpus, from, lasts }) => ({
        ...named(gpu),
        gpus,
        from: from * tick,
        until: lasts === null ? null : (from + lasts) * tick,
      }));
      const prices = drawn.prices.map(({ gpu, microUsd, from }) => ({ ...named(gpu), microUsd, from: from * tick }));
      const jobId = await record(holds, prices);
      expect(await jobCost(context(now * tick), jobId)).toEqual(reference(holds, prices, now * tick, tick));
    }),
    { numRuns: 120 },
  );
}, 60_000);

const hour = 3_600_000;

test('the blended A100 hour of the price book is $1.90', async () => {
  const gpuModel = newModel();
  const mix = [
    { capacityType: 'reserved', gpus: 5, microUsd: 2_000_000 },
    { capacityType: 'spot', gpus: 4, microUsd: 1_250_000 },
    { capacityType: 'on-demand', gpus: 1, microUsd: 4_000_000 },
  ] as const;
  const jobId = await record(
    mix.map(({ capacityType, gpus }) => ({ gpuModel, capacityType, gpus, from: 0, until: hour })),
    mix.map(({ capacityType, microUsd }) => ({ gpuModel, capacityType, microUsd, from: 0 })),
  );
  expect(await jobCost(context(0), jobId)).toEqual({ gpuHours: '10.00', usd: '19.00', unpriced: [], running: false });
});

test('half a cent goes up, once, at the end', async () => {
  const gpuModel = newModel();
  const spot = { gpuModel, capacityType: 'spot', gpus: 1 } as const;
  const jobId = await record(
    [0, 1, 2].map((n) => ({ ...spot, from: n * hour, until: (n + 1) * hour })),
    [{ ...spot, microUsd: 5_000, from: 0 }].map(({ gpus: _, ...p }) => p),
  );
  // Three times half a cent is 1.5 cents: 2, not three times 1.
  expect(await jobCost(context(0), jobId)).toMatchObject({ usd: '0.02' });
});

test('time without a price is named and never zero dollars', async () => {
  const gpuModel = newModel();
  const jobId = await record([{ gpuModel, capacityType: 'spot', gpus: 2, from: 0, until: hour }], []);
  expect(await jobCost(context(0), jobId)).toMatchObject({ gpuHours: '2.00', usd: null, unpriced: [gpuModel] });
});

test('many jobs are summed apart, those without use are zero', async () => {
  const gpuModel = newModel();
  const spot = { gpuModel, capacityType: 'spot' } as const;
  const one = await record([{ ...spot, gpus: 1, from: 0, until: null }], [{ ...spot, microUsd: 1_000_000, from: 0 }]);
  const two = await record([{ ...spot, gpus: 2, from: 0, until: hour }], []);
  const never = v7();
  expect(await jobCosts(context(3 * hour), [one, two, never])).toEqual(
    new Map([
      [one, { gpuHours: '3.00', usd: '3.00', unpriced: [], running: true }],
      [two, { gpuHours: '2.00', usd: '2.00', unpriced: [], running: false }],
      [never, { gpuHours: '0.00', usd: '0.00', unpriced: [], running: false }],
    ]),
  );
  expect(await jobCosts(context(0), [])).toEqual(new Map());
});
