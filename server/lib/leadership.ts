import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { messageOf } from './errors.ts';
import type { Logger } from './logger.ts';

/** The advisory lock that only one worker holds. */
const LEADER_LOCK = 7_315_203;
const TRY_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Runs `lead` in one process only: the one whose connection holds an advisory lock of PostgreSQL.
 * When that connection is lost, `lead`'s signal aborts, and whoever gets the lock next goes on.
 * Returns when the signal aborts; a database that is away is waited for.
 *
 * @param lead resolves after its signal has aborted and everything it started has ended
 */
export async function holdLeadership(
  url: string,
  options: { log: Logger; signal: AbortSignal; lead: (signal: AbortSignal) => Promise<void>; waiting?: () => void },
): Promise<void> {
  let pause = TRY_MS / 4;
  while (!options.signal.aborted) {
    try {
      await leadOnce(url, options);
      pause = TRY_MS / 4;
    } catch (error) {
      options.log.warn({ problem: messageOf(error) }, 'leadership lost or not to be had, trying again');
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    }
    await sleep(pause, undefined, { signal: options.signal }).catch(() => 'the loop looks at the signal itself');
  }
}

async function leadOnce(url: string, options: Parameters<typeof holdLeadership>[1]): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
    application_name: 'mlplatform-leader',
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  const signal = AbortSignal.any([options.signal, lost.signal]);
  try {
    await client.connect();
    while (!signal.aborted && !(await tryLock(client))) {
      options.waiting?.();
      await sleep(TRY_MS, undefined, { signal }).catch(() => 'the loop looks at the signal itself');
    }
    if (signal.aborted) return;
    const work = options.lead(signal);
    await Promise.race([work, watchConnection(client, signal)]).finally(() => lost.abort());
    await work;
  } finally {
    lost.abort();
    await client.end().catch((error: unknown) => options.log.debug({ err: error }, 'the connection was lost already'));
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [LEADER_LOCK]);
  return rows[0]?.locked === true;
}

/** A server that vanished without a word is noticed by asking it. */
async function watchConnection(client: pg.Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(TRY_MS * 2, undefined, { signal }).catch(() => 'the loop looks at the signal itself');
    if (!signal.aborted) await client.query('select 1');
  }
}
