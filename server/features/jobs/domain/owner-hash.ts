const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * An e-mail address as a label's value (FNV-1a, 64 bits, hexadecimal): labels take neither `@` nor long
 * values. For selecting by owner, not for hiding one: the address itself is in an annotation.
 */
export function ownerHash(email: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(email.toLowerCase())) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  }
  return hash.toString(16).padStart(16, '0');
}
