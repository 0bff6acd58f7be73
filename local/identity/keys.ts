import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';
import { z } from 'zod';

const schema = z.object({
  /** Private signing keys as JSON Web Keys. */
  jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) }),
  /** Secrets that sign the provider's cookies. */
  cookieKeys: z.array(z.string()).min(1),
});

export type Keys = z.infer<typeof schema>;

/** New keys, as the text to keep: one RSA key of 2,048 bits and one cookie secret. */
export function createKeys(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const key: JsonWebKey = privateKey.export({ format: 'jwk' });
  const kid = randomBytes(8).toString('hex');
  const keys: Keys = {
    jwks: { keys: [{ ...key, kid, use: 'sig', alg: 'RS256' }] },
    cookieKeys: [randomBytes(32).toString('base64url')],
  };
  return JSON.stringify(keys);
}

/** Reads what `createKeys` made. Throws when it is not that. */
export function parseKeys(text: string): Keys {
  return schema.parse(JSON.parse(text));
}
