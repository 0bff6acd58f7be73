import type { LaunchConfig, PortName } from '../config.ts';
import type { EndpointsFile } from '../endpoints.ts';
import { loopback } from '../lib/ports.ts';
import type { Supervisor } from '../lib/supervisor.ts';
import type { OnStep } from '../steps.ts';

/** What the parts of a start share. */
export interface Launch {
  config: LaunchConfig;
  /** The data folder, absolute. */
  home: string;
  ports: Record<PortName, number>;
  supervisor: Supervisor;
  endpoints: EndpointsFile;
  onStep: OnStep;
  /** Aborted when the launcher is to stop. */
  signal: AbortSignal;
  /** What is done before everything is stopped, the last one first. */
  beforeStop: (() => Promise<void>)[];
}

/** The address of a part on this machine. */
export function localUrl(port: number): string {
  return `http://${loopback}:${port}`;
}

/** Address under which people open the portal. */
export function publicUrl({ config, ports }: Pick<Launch, 'config' | 'ports'>): string {
  return config.publicUrl ?? localUrl(ports.portal);
}
