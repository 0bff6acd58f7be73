import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { v7 } from 'uuid';
import { createFakeKubernetes } from '#server/adapters/kubernetes/fake.ts';
import { createFolderLogStore } from '#server/adapters/storage/folder.ts';
import type { Context } from '#server/auth/context.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { type Db, openDatabase } from './client.ts';

/** Name of the migrated database that tests copy; made once for a run by the runner's global set-up. */
export const TEMPLATE_DATABASE = 'mlplatform_template';

/**
 * A migrated database of the test's own on the run's real PostgreSQL: a copy, made in milliseconds.
 * @returns `db`, its `url`, and `close`, which drops it
 */
export async function testDatabase(): Promise<{ db: Db; url: string; close: () => Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server)
    throw new Error('TEST_DATABASE_URL is not set: run through vitest, whose global set-up starts PostgreSQL');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await admin(server, `create database ${name} template ${TEMPLATE_DATABASE}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const { db, close } = openDatabase(url.href, { max: 10, onError: () => undefined });
  return {
    db,
    url: url.href,
    close: async () => {
      await close();
      await admin(server, `drop database ${name} with (force)`);
    },
  };
}

/** Runs one statement on the server. Copying a database waits its turn: PostgreSQL lets one at a time use a template. */
export async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7315299)');
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** @param parts what the test brings; the rest is an empty fake cluster, an unused folder and work that nobody does */
export function testContext(db: Db, actor: Actor, parts: Partial<Context> = {}): Context {
  return {
    ...{ db, actor, log: silent, requestId: v7(), now: () => new Date() },
    queue: { send: async () => undefined },
    kubernetes: createFakeKubernetes(),
    logs: createFolderLogStore(join(tmpdir(), `mlplatform-logs-${process.pid}`)),
    ...parts,
  };
}
