import { z } from 'zod';

const origin = z.url().transform((text) => new URL(text).origin);

const schema = z.object({
  /** Address under which browsers and the portal reach this provider. */
  ISSUER: z.url(),
  PORT: z.coerce.number().int().min(1).max(65_535),
  CLIENT_ID: z.string().min(1),
  CLIENT_SECRET: z.string().min(16),
  /** Where the portal may be opened, separated by commas; people are sent back only there. */
  PORTAL_ORIGINS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(origin).min(1)),
  /** File with the signing keys; made when it is not there. */
  KEYS_FILE: z.string().min(1),
});

export type IdentityConfig = z.infer<typeof schema>;

/**
 * Reads the provider's settings from the environment.
 * @throws Error that names every wrong value
 */
export function readConfig(env: NodeJS.ProcessEnv): IdentityConfig {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  throw new Error(`The identity provider's environment is wrong:\n${z.prettifyError(result.error)}`);
}
