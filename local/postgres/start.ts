import { join } from 'node:path';
import { keptSecret } from '../lib/secrets.ts';
import type { Child, Supervisor } from '../lib/supervisor.ts';
import { prepareCluster, removeMistakenLock, serverSpec, superuser } from './cluster.ts';
import { databaseUrl, ensureDatabase, whenReady } from './connect.ts';

const name = 'mlplatform';

/**
 * Starts PostgreSQL 18 with its data in `<home>/postgres`, and makes the role and database
 * `mlplatform` where they are missing. Passwords are made once and kept.
 * @param options.port on 127.0.0.1
 * @returns the address of the database, and the server's process
 * @throws Error when the server cannot be started or takes no connections for 60 s
 */
export async function startPostgres(options: {
  home: string;
  port: number;
  supervisor: Supervisor;
}): Promise<{ databaseUrl: string; child: Child }> {
  const { home, port, supervisor } = options;
  const password = keptSecret(home, 'postgres-password');
  const adminPassword = keptSecret(home, 'postgres-superuser-password');
  const cluster = await prepareCluster(join(home, 'postgres'), adminPassword);
  removeMistakenLock(cluster);
  const child = await supervisor.start({ ...serverSpec(cluster, port), restart: true });
  const admin = { port, user: superuser, password: adminPassword, database: 'postgres' };
  await whenReady(admin, (client) => ensureDatabase(client, name, password));
  return { databaseUrl: databaseUrl({ port, user: name, password, database: name }), child };
}
