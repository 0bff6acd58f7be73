import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../lib/ports.ts';
import { prepareCluster, serverSpec, superuser } from './cluster.ts';
import { databaseUrl, whenReady } from './connect.ts';

const password = 'test';

// The pipe ends with the process that holds it, however that ends: nothing is left running.
const untilInputEnds =
  'exec 3<&0; "$0" "$@" </dev/null & server=$!; (cat <&3 >/dev/null; kill -INT $server) & wait $server';

/**
 * Starts a PostgreSQL of its own for tests: a temporary folder, a free port, nothing synced to disk.
 * It ends with the process that started it at the latest, even one that is killed.
 * @returns the address of its database `postgres` (as superuser, so tests may make more), and `stop`,
 *   which also removes the folder
 */
export async function startTestPostgres(): Promise<{ databaseUrl: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'mlplatform-postgres-'));
  // The server may have to run as another user, who has to pass this folder.
  chmodSync(folder, 0o711);
  const cluster = await prepareCluster(join(folder, 'postgres'), password);
  const port = await findFreePort();
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
  const { command, args, uid, gid, cwd } = serverSpec(cluster, port, settings);
  const wrapped = ['-c', untilInputEnds, command, ...args];
  const server = spawn('/bin/sh', wrapped, { uid, gid, cwd, stdio: ['pipe', 'ignore', 'pipe'] });
  let output = '';
  server.stderr.on('data', (chunk) => {
    output = `${output}${chunk}`.slice(-4_000);
  });
  const exited = once(server, 'exit');
  const login = { port, user: superuser, password, database: 'postgres' };
  const failed = exited.then(([code]) => {
    throw new Error(`PostgreSQL ended with code ${code}: ${output}`);
  });
  await Promise.race([whenReady(login, async () => undefined), failed]);
  failed.catch(() => 'ended by stop, or told by the next query');
  return {
    databaseUrl: databaseUrl(login),
    async stop() {
      server.stdin.end();
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}
