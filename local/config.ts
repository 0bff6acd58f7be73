import { accessSync, constants } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { z } from 'zod';
import { commonSettings, readSettings } from '#server/processes/config.ts';
import type { PortWish } from './lib/ports.ts';
import { homeFolder } from './lib/project.ts';

/** Ports in the order in which they are decided: who comes first gets the wished one. */
const ports = {
  portal: { port: 3000, variable: 'PORTAL_PORT' },
  gateway: { port: 8080, variable: 'GATEWAY_PORT' },
  identity: { port: 3010, variable: 'IDENTITY_PORT' },
  worker: { port: 3020, variable: 'WORKER_PORT' },
  database: { port: 54_320, variable: 'DATABASE_PORT' },
  apiServer: { port: 6443, variable: 'KUBE_APISERVER_PORT' },
  etcdClient: { port: 12_379, variable: 'ETCD_CLIENT_PORT' },
  etcdPeer: { port: 12_380, variable: 'ETCD_PEER_PORT' },
  schedulerMetrics: { port: 12_381, variable: 'SCHEDULER_METRICS_PORT' },
  volcanoWebhook: { port: 12_382, variable: 'VOLCANO_WEBHOOK_PORT' },
  kwok: { port: 12_383, variable: 'KWOK_PORT' },
} as const;

export type PortName = keyof typeof ports;

const port = z.coerce
  .number('a port number')
  .int('a port number')
  .min(1, 'a port from 1 to 65535')
  .max(65_535, 'a port from 1 to 65535');
const webUrl = z.url({ protocol: /^https?$/, error: 'an address such as https://login.example.com' });

const schema = z
  .object({
    MLPLATFORM_HOME: z.string().optional(),
    PUBLIC_URL: webUrl.optional(),
    DATABASE_URL: commonSettings.DATABASE_URL.optional(),
    ORGANISATION_TIME_ZONE: commonSettings.ORGANISATION_TIME_ZONE,
    OIDC_ISSUER: webUrl.optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    NEXTAUTH_SECRET: z.string().min(32, 'at least 32 characters').optional(),
    KUBECONFIG: z
      .string()
      .refine((paths) => paths.split(delimiter).every(isReadable), 'a kubeconfig file that can be read')
      .optional(),
    KUBERNETES_SERVICE_HOST: z.string().optional(),
    KUBERNETES_SERVICE_PORT: z.string().optional(),
    ...Object.fromEntries(Object.values(ports).map(({ variable }) => [variable, port.optional()])),
  })
  // Asked of what was given as it is, so that these are named together with values that are wrong.
  .refine(...together('OIDC_CLIENT_ID', 'OIDC_ISSUER'))
  .refine(...together('OIDC_CLIENT_SECRET', 'OIDC_ISSUER'))
  .refine(...together('OIDC_ISSUER', 'OIDC_CLIENT_ID'))
  .refine(...together('KUBERNETES_SERVICE_PORT', 'KUBERNETES_SERVICE_HOST'));

export interface LaunchConfig {
  /** The data folder, absolute. */
  home: string;
  ports: Record<PortName, PortWish>;
  /** Address people type, where it is not the portal's own. */
  publicUrl: string | undefined;
  timeZone: string;
  /** Replaces the secret that is made and kept. */
  sessionSecret: string | undefined;
  /** What is given is used instead of the embedded part. */
  given: {
    databaseUrl: string | undefined;
    identity: { issuer: string; clientId: string; clientSecret: string } | undefined;
    cluster: { kubeconfig: string | undefined } | undefined;
  };
}

/**
 * Reads the launcher's configuration. An empty variable counts as not set.
 * @throws Error that names every missing or wrong value at once
 */
export function readConfig(environment: Record<string, string | undefined>): LaunchConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const values = readSettings(schema, set);
  const wish = (name: PortName): PortWish => {
    const { port: usual, variable } = ports[name];
    const wished = set[variable];
    return {
      name: words(name),
      variable,
      port: wished === undefined ? usual : Number(wished),
      fixed: wished !== undefined,
    };
  };
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret = '' } = values;
  const { KUBECONFIG: kubeconfig, KUBERNETES_SERVICE_HOST: inside } = values;
  return {
    home: resolve(homeFolder(set)),
    ports: {
      portal: wish('portal'),
      gateway: wish('gateway'),
      identity: wish('identity'),
      worker: wish('worker'),
      database: wish('database'),
      apiServer: wish('apiServer'),
      etcdClient: wish('etcdClient'),
      etcdPeer: wish('etcdPeer'),
      schedulerMetrics: wish('schedulerMetrics'),
      volcanoWebhook: wish('volcanoWebhook'),
      kwok: wish('kwok'),
    },
    publicUrl: values.PUBLIC_URL && new URL(values.PUBLIC_URL).origin,
    timeZone: values.ORGANISATION_TIME_ZONE,
    sessionSecret: values.NEXTAUTH_SECRET,
    given: {
      databaseUrl: values.DATABASE_URL,
      identity: issuer === undefined ? undefined : { issuer, clientId, clientSecret },
      cluster: kubeconfig === undefined && inside === undefined ? undefined : { kubeconfig },
    },
  };
}

function together(
  name: string,
  other: string,
): [(values: Record<string, unknown>) => boolean, z.core.$ZodCustomParams] {
  const check = (values: Record<string, unknown>): boolean => values[other] === undefined || values[name] !== undefined;
  return [check, { path: [name], message: `belongs to ${other}, which is set`, when: () => true }];
}

function words(name: PortName): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
