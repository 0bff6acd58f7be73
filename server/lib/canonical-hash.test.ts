import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalHash } from './canonical-hash.ts';

test('the order of keys does not count, that of lists does', () => {
  expect(canonicalHash({ a: 1, b: { c: 2, d: [1, 2] } })).toBe(canonicalHash({ b: { d: [1, 2], c: 2 }, a: 1 }));
  expect(canonicalHash([1, 2])).not.toBe(canonicalHash([2, 1]));
  expect(canonicalHash({ a: 1 })).not.toBe(canonicalHash({ a: '1' }));
  expect(canonicalHash({ a: undefined })).toBe(canonicalHash({}));
  expect(canonicalHash(JSON.parse('{"__proto__": 1}'))).not.toBe(canonicalHash({}));
});

test('a value and its copy read back from JSON have one hash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalHash(value)).toBe(canonicalHash(JSON.parse(JSON.stringify(value))));
    }),
  );
});
