import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { createMailbox, type FeedEvent, type Mailbox } from './change-mailbox.ts';
import { CHANGES_CHANNEL, type Change, changeSchema } from './changes.ts';
import { messageOf } from './errors.ts';
import type { Logger } from './logger.ts';

export type { FeedEvent } from './change-mailbox.ts';

/** Hears what any process announces (see `changes.ts`) and hands it to many subscribers. */
export interface ChangeFeed {
  /**
   * Changes from now on that pass `filter`, until `signal` aborts (then it ends without an error).
   * `resync` says that changes may have been missed: whatever was read before has to be read again.
   * A change that is still waiting to be taken is not delivered twice.
   */
  subscribe(filter: (change: Change) => boolean, signal: AbortSignal): AsyncIterable<FeedEvent>;
  /** Ends the connection and every subscription. */
  close(): Promise<void>;
}

const firstRetryMs = 250;
const lastRetryMs = 10_000;
const heartbeatMs = 15_000;

/**
 * Opens one connection to PostgreSQL that LISTENs for changes and comes back after it broke.
 * @param url `postgres://…` address of the database
 */
export function createChangeFeed(url: string, log: Logger): ChangeFeed {
  const mailboxes = new Set<Mailbox>();
  const closing = new AbortController();
  const running = listenForEver(url, log, closing.signal, {
    heard: (change) => {
      for (const mailbox of mailboxes) mailbox.put(change);
    },
    connected: () => {
      for (const mailbox of mailboxes) mailbox.resync();
    },
  });
  return {
    subscribe(filter, signal) {
      const ends = AbortSignal.any([signal, closing.signal]);
      const mailbox = createMailbox(filter, ends);
      // Registered now and not with the first `next()`, so that nothing is missed in between.
      if (!ends.aborted) {
        mailboxes.add(mailbox);
        ends.addEventListener('abort', () => mailboxes.delete(mailbox), { once: true });
      }
      return mailbox.events(() => mailboxes.delete(mailbox));
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}

interface Ears {
  heard: (change: Change) => void;
  connected: () => void;
}

async function listenForEver(url: string, log: Logger, signal: AbortSignal, ears: Ears): Promise<void> {
  let retryMs = firstRetryMs;
  while (!signal.aborted) {
    try {
      await listen(url, log, signal, {
        ...ears,
        connected: () => {
          retryMs = firstRetryMs;
          ears.connected();
        },
      });
    } catch (error) {
      log.warn({ err: error, retryMs }, `not listening for changes: ${messageOf(error)}`);
    }
    // An abort ends the wait early, and with it the loop.
    await delay(retryMs, undefined, { signal }).catch(() => undefined);
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  }
}

/** Listens with one connection until it breaks (throws) or the signal aborts (returns). */
async function listen(url: string, log: Logger, signal: AbortSignal, ears: Ears): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
    application_name: 'mlplatform-changes',
  });
  const broken = Promise.withResolvers<never>();
  // Heard below; until then a rejection must not count as unhandled.
  broken.promise.catch(() => undefined);
  client.on('error', broken.reject);
  client.on('end', () => broken.reject(new Error('the connection ended')));
  client.on('notification', ({ payload }) => {
    const change = parseChange(payload ?? '');
    if (change) ears.heard(change);
    else log.warn({ payload: payload?.slice(0, 200) }, 'not a change this version knows');
  });
  try {
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(CHANGES_CHANNEL)}`);
    ears.connected();
    // A peer that vanished without a word is noticed by asking it.
    while (!signal.aborted) {
      await Promise.race([broken.promise, delay(heartbeatMs, undefined, { signal }).catch(() => undefined)]);
      if (!signal.aborted) await Promise.race([broken.promise, client.query('select 1')]);
    }
  } finally {
    await client.end().catch((error: unknown) => log.debug({ err: error }, 'closing a broken connection'));
  }
}

function parseChange(payload: string): Change | null {
  try {
    return changeSchema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
