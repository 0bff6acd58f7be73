import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema/index.ts';

/** A connection or a transaction: use cases take either, so that tests can hand in one they roll back. */
export type Db = NodePgDatabase<typeof schema>;

/**
 * Opens a pool of connections to PostgreSQL.
 *
 * @param url `postgres://…` address of the database
 * @param options.max connections at most (default 10); `onError` hears of connections that broke —
 *   without a listener, node-postgres ends the process when the server restarts
 * @returns the drizzle client, the pool below it, and `close`
 */
export function openDatabase(url: string, options: { max?: number; onError: (error: Error) => void }) {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10, connectionTimeoutMillis: 5_000 });
  pool.on('error', options.onError);
  // The pool's own listener is off while a connection is lent out: one that breaks between two
  // statements of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', options.onError));
  const db: Db = drizzle({ client: pool, schema, casing: 'snake_case' });
  db.transaction = (work, config) => transaction(pool, work, config);
  return { db, pool, close: () => pool.end() };
}

/**
 * A transaction on a connection that is given back whatever happens. Drizzle's own keeps it for ever
 * when `begin` fails, as it does while the server restarts: after a few of those the pool is empty.
 */
async function transaction<T>(
  pool: pg.Pool,
  work: (tx: Parameters<Parameters<Db['transaction']>[0]>[0]) => Promise<T>,
  config: Parameters<Db['transaction']>[1],
): Promise<T> {
  const client = await pool.connect();
  let thrown: unknown;
  let broken = false;
  try {
    return await drizzle({ client, schema, casing: 'snake_case' }).transaction(async (tx) => {
      try {
        return await work(tx);
      } catch (error) {
        thrown = error;
        throw error;
      }
    }, config);
  } catch (error) {
    // Not what the work threw: begin, commit or rollback failed, and the connection is in no known state.
    broken = error !== thrown;
    throw error;
  } finally {
    client.release(broken);
  }
}
