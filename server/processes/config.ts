import { z } from 'zod';

const zone = z.string().refine((name) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'an IANA time zone such as Europe/Berlin');

/** What every process needs to know. */
export const commonSettings = {
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'an address such as postgres://user:password@host:5432/name'),
  KUBECONFIG: z.string().min(1).optional().describe('path of a kubeconfig; the file may appear later'),
  KUBERNETES_SERVICE_HOST: z.string().optional().describe('set by Kubernetes in its pods'),
  DATA_DIR: z.string().min(1).describe('folder for stored logs'),
  ORGANISATION_TIME_ZONE: zone.default('Europe/Berlin'),
};

/** What the web process needs on top. */
export const webSettings = z.object({
  ...commonSettings,
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  PUBLIC_URL: z.url('the address people type, such as https://ml.example.com'),
  OIDC_ISSUER: z.url('address of the identity provider'),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
  NEXTAUTH_SECRET: z.string().min(32, 'at least 32 characters'),
});
export type WebSettings = z.infer<typeof webSettings>;

/**
 * Reads settings from the environment.
 * @throws one Error that names every missing or wrong value, in words, without showing values
 */
export function readSettings<S extends z.ZodType>(
  schema: S,
  environment: Record<string, string | undefined>,
): z.infer<S> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return `  ${name}: ${environment[name] === undefined ? 'is missing; ' : ''}${issue.message}`;
  });
  throw new Error(`The configuration is not complete:\n${lines.join('\n')}`);
}
