import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema/index.ts';

/** A connection or a transaction: use cases take either, so that tests can hand in one they roll back. */
export type Db = NodePgDatabase<typeof schema>;

/**
 * Opens a pool of connections to PostgreSQL.
 *
 * @param url `postgres://…` address of the database
 * @param options.max connections at most (default 10); `onError` hears of idle connections that broke —
 *   without a listener, node-postgres ends the process when the server restarts
 * @returns the drizzle client, the pool below it, and `close`
 */
export function openDatabase(url: string, options: { max?: number; onError: (error: Error) => void }) {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10, connectionTimeoutMillis: 5_000 });
  pool.on('error', options.onError);
  const db: Db = drizzle({ client: pool, schema, casing: 'snake_case' });
  return { db, pool, close: () => pool.end() };
}
