import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CapacityType, capacityTypes } from '#db/schema/index.ts';
import { inDollars, type Price, usdPerGpuHour } from './prices.ts';

const a100: Price[] = [
  { capacityType: 'reserved', usdPerGpuHour: '2.000000' },
  { capacityType: 'spot', usdPerGpuHour: '1.250000' },
  { capacityType: 'on-demand', usdPerGpuHour: '4.000000' },
];
const nodes = (reserved: number, spot: number, onDemand: number) =>
  new Map<CapacityType, number>([
    ['reserved', reserved],
    ['spot', spot],
    ['on-demand', onDemand],
  ]);

test('the blended price of 50 % reserved, 40 % spot and 10 % on-demand is $1.90, not $2.00', () => {
  expect(usdPerGpuHour(a100, null, nodes(200, 160, 40))?.toString()).toBe('1.9');
  expect(usdPerGpuHour(a100, null, new Map())?.toString()).toBe('1.9');
});

test.each<[CapacityType | null, Map<CapacityType, number>, Price[], string | null]>([
  ['spot', nodes(200, 160, 40), a100, '1.25'],
  ['on-demand', new Map(), a100, '4.00'],
  [null, nodes(8, 0, 0), a100, '2.00'],
  [null, nodes(1, 1, 1), a100, '2.42'],
  ['spot', new Map(), [], null],
  [null, nodes(8, 8, 0), a100.slice(0, 1), null],
  [null, nodes(8, 0, 0), a100.slice(0, 1), '2.00'],
])('%s of %o', (capacityType, gpus, prices, expected) => {
  const usd = usdPerGpuHour(prices, capacityType, gpus);
  expect(usd === null ? null : inDollars(usd)).toBe(expected);
});

test('a blend is never below the cheapest nor above the dearest of its prices', () => {
  const cents = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(fc.tuple(cents, cents, cents), fc.tuple(fc.nat(500), fc.nat(500), fc.nat(500)), (prices, gpus) => {
      const book = capacityTypes.map((capacityType, i) => ({
        capacityType,
        usdPerGpuHour: ((prices[i] ?? 0) / 100).toFixed(2),
      }));
      const usd = usdPerGpuHour(book, null, nodes(...gpus))?.toNumber() ?? Number.NaN;
      // Division is to 20 digits.
      expect(usd).toBeGreaterThanOrEqual(Math.min(...prices) / 100 - 1e-9);
      expect(usd).toBeLessThanOrEqual(Math.max(...prices) / 100 + 1e-9);
    }),
  );
});
