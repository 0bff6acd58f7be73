import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

/** Any number, the same for every process: the advisory lock under which the schema is changed. */
const MIGRATION_LOCK = 7_315_201;

/**
 * Brings the schema up to date. Several processes may start at once: one migrates, the others wait
 * for its lock and find nothing left to do.
 *
 * @param url `postgres://…` address of the database
 * @throws when the database cannot be reached or a migration fails (it is rolled back as a whole)
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle({ client }), { migrationsFolder: migrationsFolder() });
  } finally {
    await client.end();
  }
}

function migrationsFolder(): string {
  return fileURLToPath(new URL('./migrations', import.meta.url));
}
