import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findFreePort } from '../lib/ports.ts';
import { identify, signal } from '../lib/processes.ts';
import { createSupervisor, type Supervisor } from '../lib/supervisor.ts';
import { startPostgres } from './start.ts';

let parent: string;
let home: string;
let port: number;
let supervisor: Supervisor;

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'mlplatform-start-postgres-'));
  home = join(parent, 'home');
  port = await findFreePort();
  supervisor = await createSupervisor({ home });
});
afterEach(async () => {
  await supervisor.stopAll();
  rmSync(parent, { recursive: true });
});

async function query(databaseUrl: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('is version 18, on 127.0.0.1 only, and the portal is no superuser', async () => {
    const { databaseUrl } = await startPostgres({ home, port, supervisor });
    expect(new URL(databaseUrl)).toMatchObject({
      hostname: '127.0.0.1',
      username: 'mlplatform',
      pathname: '/mlplatform',
    });
    const settings = `select current_setting('server_version_num')::int / 10000 as version,
      current_setting('listen_addresses') as addresses, current_setting('max_connections')::int as connections,
      (select rolsuper from pg_roles where rolname = current_user) as superuser`;
    expect(await query(databaseUrl, settings)).toEqual([
      { version: 18, addresses: '127.0.0.1', connections: 100, superuser: false },
    ]);
  });

  it('refuses a wrong password, and keeps the right one from other users', async () => {
    const { databaseUrl } = await startPostgres({ home, port, supervisor });
    const wrong = new URL(databaseUrl);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(home, 'secrets', 'postgres-password')).mode & 0o077).toBe(0);
    expect(statSync(join(home, 'postgres', 'data')).mode & 0o077).toBe(0);
  });

  it('comes back by itself with all data after kill -9', async () => {
    const { databaseUrl, child } = await startPostgres({ home, port, supervisor });
    await query(databaseUrl, 'create table fact as select 42 as answer');
    const killed = child.pid;
    signal(killed, 'SIGKILL');
    await vi.waitUntil(() => child.pid !== killed, { timeout: 15_000 });
    const rows = await vi.waitFor(() => query(databaseUrl, 'select answer from fact'), {
      timeout: 15_000,
      interval: 50,
    });
    expect(rows).toEqual([{ answer: 42 }]);
  });

  it('starts with all data after a stop, and past a lock whose number is another process', async () => {
    const { databaseUrl } = await startPostgres({ home, port, supervisor });
    await query(databaseUrl, 'create table fact as select 42 as answer');
    await supervisor.stopAll();
    const lock = join(home, 'postgres', 'data', 'postmaster.pid');
    writeFileSync(lock, `${process.ppid}\n${join(home, 'postgres', 'data')}\n`);
    supervisor = await createSupervisor({ home });
    const again = await startPostgres({ home, port, supervisor });
    expect(await query(again.databaseUrl, 'select answer from fact')).toEqual([{ answer: 42 }]);
    expect(Number(readFileSync(lock, 'utf8').split('\n')[0])).toBe(again.child.pid);
    expect(identify(process.ppid)).not.toBeNull();
  });

  it('works below a folder that is closed to other users', async () => {
    chmodSync(parent, 0o700);
    const { databaseUrl } = await startPostgres({ home, port, supervisor });
    expect(await query(databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
