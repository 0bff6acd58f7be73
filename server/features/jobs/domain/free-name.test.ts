import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeName } from './free-name.ts';
import { jobNameSchema } from './spec.ts';

test.each([
  ['bert-exp42', ['bert-exp42'], 'bert-exp42-2'],
  ['bert-exp42', ['bert-exp42', 'bert-exp42-2', 'bert-exp42-3'], 'bert-exp42-4'],
  ['bert-exp42-2', ['bert-exp42-2'], 'bert-exp42-3'],
  ['bert-exp42-3', ['bert-exp42-3'], 'bert-exp42-2'],
  ['bert-2024', ['bert-2024'], 'bert-2024-2'],
  ['a'.repeat(50), ['a'.repeat(50)], `${'a'.repeat(48)}-2`],
])('%s', (name, taken, expected) => {
  expect(freeName(name, new Set(taken))).toBe(expected);
});

test('is always a valid name that is not taken', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,48}[a-z0-9]$/);
  fc.assert(
    fc.property(name, fc.nat(40), (taken, n) => {
      const names = new Set([taken]);
      for (let i = 0; i < n; i += 1) names.add(freeName(taken, names));
      expect(names.size).toBe(n + 1);
      for (const each of names) jobNameSchema.parse(each);
    }),
  );
});
