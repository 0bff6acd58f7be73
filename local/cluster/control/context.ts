import type { ChildSpec, Supervisor } from '../../lib/supervisor.ts';
import type { ApiClient } from '../api/client.ts';
import type { ClusterBinaries } from '../binaries.ts';
import type { ClusterLayout } from '../layout.ts';
import type { Pki } from '../pki.ts';

/** The ports of 127.0.0.1 the cluster's processes listen on. */
export interface ClusterPorts {
  etcdClient: number;
  etcdPeer: number;
  apiServer: number;
  schedulerMetrics: number;
  volcanoWebhook: number;
  /** Stands for the kubelets of all simulated nodes. */
  kwok: number;
}

/** What the parts of the start share. */
export interface ClusterContext {
  layout: ClusterLayout;
  binaries: ClusterBinaries;
  ports: ClusterPorts;
  pki: Pki;
  /** URL of the API server. */
  server: string;
  client: ApiClient;
  signal?: AbortSignal;
  /** Starts a child that is stopped again by the cluster's `stop`. */
  start: (spec: ChildSpec) => ReturnType<Supervisor['start']>;
}

/** `--name=value` for every entry. */
export function flags(values: Record<string, string | number | boolean>): string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}
