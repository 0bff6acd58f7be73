import { createHash } from 'node:crypto';

/**
 * SHA-256 of a JSON value, hexadecimal; the same for values that differ only in the order of keys.
 * @param value plain JSON; keys that are `undefined` count as absent, as in `JSON.stringify`
 */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sortKeys)).digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  // Without a prototype, so that a key `__proto__` is a key like any other.
  const sorted: Record<string, unknown> = Object.create(null);
  for (const [key, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) sorted[key] = member;
  return sorted;
}
