import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastLines } from './last-lines.ts';

async function* pieces(parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}
const read = async (parts: readonly string[], lines: number, bytes: number) =>
  Buffer.concat(await lastLines(pieces(parts), lines, bytes)).toString();

test('however a text is cut into pieces, its last lines are the same', async () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), async (parts, lines) => {
      const text = parts.join('');
      const all = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
      expect(await read(parts, lines, 1_000)).toBe(all.slice(-lines).join(''));
    }),
  );
});

test('memory is bounded: of lines that are too long, the end is kept', async () => {
  const parts = Array.from({ length: 1_000 }, (_, n) => `${n}`.padStart(10));
  expect(await read(parts, 3, 25)).toBe(parts.join('').slice(-25));
});
