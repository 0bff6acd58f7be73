import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Addresses by name; those of parts that are not up yet are absent. */
export type Endpoints = Partial<
  Record<
    | 'portal'
    | 'gateway'
    | 'identity'
    | 'worker'
    | 'database'
    | 'apiServer'
    | 'kubeconfig'
    | 'portalKubeconfig'
    | 'kubectl'
    | 'auditLog'
    | 'mlflow'
    | 'prometheus'
    | 'alertmanager'
    | 'mail'
    | 'logs',
    string
  >
>;

/** Keeps `<home>/endpoints.json`, for scripts and tests. It holds the database's password. */
export interface EndpointsFile {
  add(more: Endpoints): void;
  /** Removes the file: nothing answers any more. */
  clear(): void;
  readonly all: Readonly<Endpoints>;
}

/** @param home data folder; what an earlier start wrote is removed */
export function openEndpoints(home: string): EndpointsFile {
  const file = join(home, 'endpoints.json');
  const all: Endpoints = {};
  const clear = (): void => rmSync(file, { force: true });
  clear();
  return {
    all,
    clear,
    add(more) {
      Object.assign(all, more);
      const temporary = `${file}.new`;
      writeFileSync(temporary, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
      // Readers see the old or the new file, never half of one.
      renameSync(temporary, file);
    },
  };
}
