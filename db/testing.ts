import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { v7 } from 'uuid';
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

/** Parts of a context that a test does not care about refuse to be used. */
function unused(part: string): never {
  throw new Error(`this test did not expect ${part} to be used`);
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * A use case's context for tests.
 * @param parts what the test brings, e.g. a fake Kubernetes; the rest throws when it is used
 */
export function testContext(db: Db, actor: Actor, parts: Partial<Context> = {}): Context {
  return {
    db,
    actor,
    now: () => new Date(),
    queue: { send: async () => undefined },
    log: silent,
    requestId: v7(),
    get kubernetes() {
      return unused('Kubernetes');
    },
    get logs() {
      return unused('the log store');
    },
    ...parts,
  };
}
