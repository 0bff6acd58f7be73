import { type SQL, sql } from 'drizzle-orm';
import pg from 'pg';
import PgBoss from 'pg-boss';
import type { Db } from '#db/client.ts';
import type { WorkPayloads, WorkQueue } from '#server/auth/context.ts';
import type { Logger } from './logger.ts';

/** Any number, the same for every process: pg-boss's own making of tables is not safe against itself. */
const INSTALL_LOCK = 7_315_204;

type WorkName = keyof WorkPayloads;

/** Work is tried again after 1, 2, 4 … seconds; the worker's sweep repeats what is still undone after that. */
const policy = { retryLimit: 8, retryDelay: 1, retryBackoff: true, expireInSeconds: 60 } as const;
const names: Record<WorkName, typeof policy> = { 'apply-job': policy, 'apply-team': policy };

/** Carries out work that was sent; stops for good with `stop`. */
export interface WorkRunner {
  /** @param handle a throw lets the work be tried again later */
  run<N extends WorkName>(name: N, handle: (payload: WorkPayloads[N]) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The queue that use cases send to, in the transaction of their rows. Makes pg-boss's tables
 * (schema `pgboss`) and queues when they are not there; any number of processes may do so at once.
 *
 * @param url `postgres://…` address of the database
 * @throws when the database cannot be reached
 */
export async function createWorkQueue(url: string, log: Logger): Promise<WorkQueue> {
  await install(url, log);
  const sender = new PgBoss({ db: { executeSql: () => Promise.reject(new Error('work is sent in a transaction')) } });
  return {
    async send(tx, name, payload) {
      const id = await sender.send(name, payload, { ...policy, db: executorOf(tx) });
      if (id === null) throw new Error(`there is no queue for "${name}"`);
    },
  };
}

async function install(url: string, log: Logger): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [INSTALL_LOCK]);
    const installer = boss(url, log, { supervise: false });
    await installer.start();
    for (const [name, options] of Object.entries(names)) await installer.createQueue(name, { name, ...options });
    await installer.stop({ graceful: false });
  } finally {
    await client.end();
  }
}

/**
 * Starts to carry out work. Call after {@link createWorkQueue}.
 * @param url `postgres://…` address of the database; while it is away, pg-boss waits for it
 */
export async function startWorkRunner(url: string, log: Logger): Promise<WorkRunner> {
  const runner = boss(url, log, { supervise: true });
  await runner.start();
  return {
    async run(name, handle) {
      await runner.work<WorkPayloads[typeof name]>(name, { batchSize: 1, pollingIntervalSeconds: 2 }, async (jobs) => {
        for (const { data } of jobs) await handle(data);
      });
    },
    stop: () => runner.stop({ graceful: true, timeout: 5_000 }),
  };
}

function boss(url: string, log: Logger, options: { supervise: boolean }): PgBoss {
  const created = new PgBoss({
    connectionString: url,
    max: 3,
    application_name: 'mlplatform-queue',
    schedule: false,
    ...options,
  });
  // Without a listener, a restart of the database would end the process.
  created.on('error', (error) => log.warn({ err: error }, 'work queue'));
  return created;
}

/** pg-boss writes SQL text with `$1` places; drizzle wants the parts, with values in their places. */
function executorOf(tx: Db) {
  return {
    async executeSql(text: string, values: unknown[]) {
      const parts = text.split(/\$(\d+)/).map((part, at): SQL => {
        return at % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`;
      });
      return await tx.execute(sql.join(parts));
    },
  };
}
