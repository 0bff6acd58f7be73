import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasCode, identify, listProcesses } from '../lib/processes.ts';
import type { ChildSpec } from '../lib/supervisor.ts';
import { type Account, chooseAccount } from './account.ts';
import { findBinaries, type PostgresBinaries } from './binaries.ts';

const run = promisify(execFile);
const majorVersion = '18';
export const superuser = 'postgres';

export interface Cluster {
  account: Account;
  binaries: PostgresBinaries;
  /** PostgreSQL's own data folder. */
  data: string;
}

/**
 * Makes a PostgreSQL data folder below `folder`, unless it is there already.
 * @param password of the superuser `postgres`; used only when the folder is new
 * @throws Error when the folder was made by another major version, or cannot be made
 */
export async function prepareCluster(folder: string, password: string): Promise<Cluster> {
  const binaries = await findBinaries();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const data = join(folder, 'data');
  const account = chooseAccount([folder, binaries.postgres], data);
  if (account.owner) chownSync(folder, account.owner.uid, account.owner.gid);
  const cluster = { account, binaries, data };
  if (!existsSync(data)) await initialise(cluster, folder, password);
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version !== majorVersion)
    throw new Error(
      `${data} belongs to PostgreSQL ${version}, this is ${majorVersion}. Export it with that version, or run npm run reset.`,
    );
  return cluster;
}

/** How to start the server; it listens on 127.0.0.1 only. */
export function serverSpec(cluster: Cluster, port: number, settings: Record<string, string> = {}): ChildSpec {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { account, binaries, data } = cluster;
  return {
    name: 'postgres',
    ...account.wrap(binaries.postgres, ['-D', data, '-p', String(port), ...flags]),
    uid: account.uid,
    gid: account.gid,
    cwd: data,
    // "Fast" shutdown: ends sessions and writes everything; SIGTERM would wait for every client.
    stopSignal: 'SIGINT',
  };
}

/**
 * Removes a lock file whose process number has gone to some other program since (after a restart of
 * the machine, say). All other cases are left to PostgreSQL, which also looks at its shared memory.
 */
export function removeMistakenLock({ data }: Cluster): void {
  const file = join(data, 'postmaster.pid');
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    if (identify(pid) === null) return;
    const holder = listProcesses().find((entry) => entry.pid === pid);
    if (holder && !holder.command.includes('postgres')) rmSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

async function initialise({ account, binaries, data }: Cluster, folder: string, password: string): Promise<void> {
  const fresh = `${data}.new`;
  const passwordFile = join(folder, 'initial-password');
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.owner) chownSync(passwordFile, account.owner.uid, account.owner.gid);
  const { command, args } = account.wrap(binaries.initdb, [
    `--pgdata=${fresh}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own collation sorts the same on every system.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
    '--no-instructions',
  ]);
  try {
    await run(command, args, { uid: account.uid, gid: account.gid, cwd: folder });
  } finally {
    rmSync(passwordFile);
  }
  // Renamed when complete: a folder of that name is never half made.
  renameSync(fresh, data);
}
