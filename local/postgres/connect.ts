import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const startTimeoutMs = 60_000;
const pollMs = 50;

export interface Login {
  port: number;
  user: string;
  password: string;
  database: string;
}

/** The address of a database on 127.0.0.1, in the form DATABASE_URL has. */
export function databaseUrl({ port, user, password, database }: Login): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * Waits until the server takes connections, and runs `work` with one.
 * @throws Error with the last answer when it takes none for 60 s, or at once when it refuses the login
 */
export async function whenReady<T>(login: Login, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(login, Date.now() + startTimeoutMs);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connect(login: Login, until: number): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ connectionString: databaseUrl(login), connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end();
      if (!isStarting(error) || Date.now() > until)
        throw new Error('PostgreSQL takes no connections; its log says more.', { cause: error });
      await delay(pollMs);
    }
  }
}

function isStarting(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  // 57P03: the server is starting up or recovering. No code: it closed the connection while starting.
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03' || code === undefined;
}

/** Makes a role and a database it owns, or gives the existing role this password. */
export async function ensureDatabase(admin: pg.Client, name: string, password: string): Promise<void> {
  const quoted = pg.escapeIdentifier(name);
  const { rowCount: roles } = await admin.query('select from pg_roles where rolname = $1', [name]);
  const verb = roles ? 'alter' : 'create';
  await admin.query(`${verb} role ${quoted} login password ${pg.escapeLiteral(password)}`);
  const { rowCount: databases } = await admin.query('select from pg_database where datname = $1', [name]);
  if (!databases) await admin.query(`create database ${quoted} owner ${quoted}`);
}

/**
 * Looks whether a database of somebody else's can be used.
 * @throws Error that names DATABASE_URL and the reason, without the password
 */
export async function checkDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    throw new Error('The database of DATABASE_URL does not take the connection', { cause });
  } finally {
    await client.end();
  }
}
