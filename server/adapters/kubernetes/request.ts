import { request } from 'undici';
import { messageOf } from '#server/lib/errors.ts';
import type { Connection } from './connection.ts';
import { type Impersonation, KubernetesRefused, KubernetesUnavailable } from './port.ts';
import { statusSchema } from './types.ts';

export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with every segment from {@link pathTo}. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  /** The person it is done as; without: the portal's own account. */
  as?: Impersonation;
  timeoutMs?: number;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 10_000;

/** Joins path segments, each encoded: a name can never leave its place. */
export const pathTo = (...segments: readonly string[]): string => `/${segments.map(encodeURIComponent).join('/')}`;

/**
 * One request with its whole answer.
 * @returns the parsed JSON body
 * @throws KubernetesRefused for 4xx except 401, 408 and 429; KubernetesUnavailable for everything else
 */
export async function call(connection: Connection, options: Call): Promise<unknown> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  const body = await open(connection, { ...options, signal });
  return await reachable(connection, () => body.json());
}

/**
 * Opens a streamed answer; the caller reads it or aborts its signal. Silence in it is no error.
 * @throws like {@link call}
 */
export async function open(connection: Connection, options: Call, bodyTimeoutMs = 0) {
  const cluster = connection.cluster;
  if (cluster === null) throw new KubernetesUnavailable(connection.status().detail);
  const response = await reachable(connection, async () => {
    const { headers, dispatcher } = await cluster.authenticate();
    return await request(cluster.server + options.path + queryString(options.query), {
      method: options.method,
      headers: { ...headers, ...impersonationHeaders(options.as), ...bodyHeaders(options) },
      body: options.body === undefined ? null : JSON.stringify(options.body),
      dispatcher,
      headersTimeout: options.timeoutMs ?? TIMEOUT_MS,
      bodyTimeout: bodyTimeoutMs,
      signal: options.signal,
    });
  });
  if (response.statusCode < 400) {
    connection.report(null);
    return response.body;
  }
  throw await failure(connection, response.statusCode, await reachable(connection, () => response.body.text()));
}

/** Runs a network operation; what it throws means that the cluster cannot be reached. */
async function reachable<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The end of a watch or log that the caller asked for says nothing about the cluster.
    if (error instanceof Error && error.name === 'AbortError') {
      throw new KubernetesUnavailable('The request was ended.', { cause: error });
    }
    const problem = `Kubernetes does not answer: ${messageOf(error) || 'connection refused'}`;
    connection.report(problem);
    throw new KubernetesUnavailable(problem, { cause: error });
  }
}

async function failure(connection: Connection, httpStatus: number, text: string): Promise<Error> {
  const status = parseStatus(text);
  const message = status.message ?? (text.slice(0, 500) || `HTTP status ${httpStatus}`);
  if (httpStatus === 401) {
    connection.report("Kubernetes does not accept the portal's credentials.");
    return new KubernetesUnavailable(`Kubernetes does not accept the portal's credentials: ${message}`);
  }
  if (httpStatus >= 500 || httpStatus === 408 || httpStatus === 429) {
    return new KubernetesUnavailable(`Kubernetes failed (${httpStatus}): ${message}`);
  }
  connection.report(null);
  return new KubernetesRefused(httpStatus, status.reason ?? 'Unknown', message);
}

function parseStatus(text: string) {
  try {
    return statusSchema.parse(JSON.parse(text));
  } catch {
    return {}; // a proxy's page, not Kubernetes' Status object: its text is the message
  }
}

function queryString(query: Call['query'] = {}): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function impersonationHeaders(as: Impersonation | undefined): Record<string, string | string[]> {
  return as === undefined ? {} : { 'Impersonate-User': as.user, 'Impersonate-Group': [...as.groups] };
}

function bodyHeaders(options: Call): Record<string, string> {
  return {
    accept: 'application/json',
    ...(options.body === undefined ? {} : { 'content-type': options.contentType ?? 'application/json' }),
  };
}
