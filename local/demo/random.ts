/**
 * Numbers that look random and are the same for the same seed (mulberry32, Tommy Ettinger, public domain).
 * @returns `next` from 0 up to 1, `integer` within both bounds, and `pick` from a list that is not empty
 */
export function randomFrom(seed: number) {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));

  function pick<Item>(items: readonly Item[]): Item {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('there is nothing to pick from');
    return item;
  }

  return { next, integer, pick };
}
