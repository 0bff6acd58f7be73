import { readFileSync, statSync, unwatchFile, watchFile } from 'node:fs';
import { HttpMethod, KubeConfig, RequestContext } from '@kubernetes/client-node';
import { Agent, type Dispatcher } from 'undici';
import { messageOf } from '#server/lib/errors.ts';
import type { Logger } from '#server/lib/logger.ts';
import type { Kubernetes } from './port.ts';

/** Where the cluster is described: a kubeconfig file (which may appear and change later), the pod this runs in, or nowhere. */
export type ClusterSource = { kubeconfig: string } | 'in-cluster' | null;

/** How to reach one cluster; replaced as a whole when its description changes. */
export interface Cluster {
  server: string;
  /** Headers and TLS for a request; read anew each time because tokens are renewed. */
  authenticate(): Promise<{ headers: Record<string, string>; dispatcher: Dispatcher }>;
  /** Aborted when this description is no longer the current one. */
  replaced: AbortSignal;
}

type Status = ReturnType<Kubernetes['status']>;

const KUBECONFIG_POLL_MS = 1_000;

/**
 * Follows the description of the cluster and remembers whether it answers.
 * `report` is told the outcome of every request; `close` ends the following.
 */
export class Connection {
  #cluster: Cluster | null = null;
  #replace = new AbortController();
  #status: Status;
  #waiting = new Set<() => void>();
  readonly #source: ClusterSource;
  readonly #log: Logger;

  constructor(source: ClusterSource, log: Logger) {
    this.#source = source;
    this.#log = log;
    this.#status = { state: 'not_configured', since: new Date(), detail: 'No cluster is configured.' };
    this.#load();
    if (source !== null && source !== 'in-cluster') {
      watchFile(source.kubeconfig, { interval: KUBECONFIG_POLL_MS, persistent: false }, () => this.#load());
    }
  }

  get cluster(): Cluster | null {
    return this.#cluster;
  }

  status(): Status {
    return this.#status;
  }

  /** Remembers whether the cluster answered; `problem` null: it did. */
  report(problem: string | null): void {
    if (this.#cluster === null) return;
    if (problem === null) this.#setStatus('connected', `Connected to ${this.#cluster.server}`);
    else this.#setStatus('unreachable', problem);
  }

  /** Resolves when a cluster is configured, or when the signal aborts. */
  async configured(signal: AbortSignal): Promise<void> {
    if (this.#cluster !== null || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  close(): void {
    if (this.#source !== null && this.#source !== 'in-cluster') unwatchFile(this.#source.kubeconfig);
    this.#replace.abort();
  }

  #setStatus(state: Status['state'], detail: string): void {
    const since = this.#status.state === state ? this.#status.since : new Date();
    if (this.#status.state !== state) this.#log.info({ state, detail }, 'kubernetes connection');
    this.#status = { state, since, detail };
  }

  #load(): void {
    this.#replace.abort();
    this.#replace = new AbortController();
    this.#cluster = null;
    if (this.#source === null) return;
    try {
      if (this.#source !== 'in-cluster' && !exists(this.#source.kubeconfig)) {
        this.#setStatus('not_configured', 'The cluster is not there yet: its kubeconfig file does not exist.');
        return;
      }
      this.#cluster = describeCluster(readConfig(this.#source), this.#replace.signal);
      this.#setStatus('unreachable', `Connecting to ${this.#cluster.server}`);
      for (const resume of [...this.#waiting]) resume();
    } catch (error) {
      this.#log.warn({ err: error }, 'kubeconfig cannot be read');
      this.#setStatus('not_configured', `The kubeconfig cannot be read: ${messageOf(error)}`);
    }
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function readConfig(source: { kubeconfig: string } | 'in-cluster'): KubeConfig {
  const config = new KubeConfig();
  if (source === 'in-cluster') config.loadFromCluster();
  else {
    // Parsing an empty file (one just being written) succeeds with nothing in it; loadFromFile would then read undefined.
    if (readFileSync(source.kubeconfig, 'utf8').trim() === '') throw new Error('the file is empty');
    config.loadFromFile(source.kubeconfig);
  }
  return config;
}

/** TLS agents live this long: a renewed client certificate is used after that at the latest. */
const AGENT_LIFE_MS = 5 * 60_000;

function describeCluster(config: KubeConfig, replaced: AbortSignal): Cluster {
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) throw new Error('it names no current cluster');
  let agent: { dispatcher: Dispatcher; until: number } | null = null;
  return {
    server: server.replace(/\/$/, ''),
    replaced,
    async authenticate() {
      const request = new RequestContext(server, HttpMethod.GET);
      await config.applySecurityAuthentication(request);
      // The library makes a new agent for every request: kept, or every call would be a TLS handshake.
      if (agent === null || agent.until < Date.now()) {
        agent = { dispatcher: request.getDispatcher() ?? new Agent(), until: Date.now() + AGENT_LIFE_MS };
      }
      return { headers: Object.fromEntries(Object.entries(request.getHeaders())), dispatcher: agent.dispatcher };
    },
  };
}
