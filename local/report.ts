import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { CHANGES_CHANNEL } from '#server/lib/changes.ts';
import type { Step } from './lib/supervisor.ts';
import { launcherRows } from './parts/steps.ts';
import { reason } from './steps.ts';

const retryMs = 500;

const upsert = `
  insert into component_status (name, title, state, progress, detail, observed_at)
  values ($1, $2, $3, $4, $5, now())
  on conflict (name) do update set title = excluded.title, state = excluded.state,
    progress = excluded.progress, detail = excluded.detail, observed_at = excluded.observed_at`;

/** Writes the launcher's steps where the portal reads them. */
export interface Reporter {
  report(step: Step): void;
  /** Starts writing, to the database of this address. */
  connect(databaseUrl: string): void;
  /** Ends after what is known was written, or after a second. */
  close(): Promise<void>;
}

/**
 * Keeps the latest state of every step and writes it to `component_status`. The table is made by
 * the portal's migrations and the database may restart: what could not be written is tried again.
 */
export function createReporter(): Reporter {
  const pending = new Map<string, Step>();
  const closing = new AbortController();
  let wake = Promise.withResolvers<void>();
  let writing: Promise<void> | null = null;
  let told = '';

  async function write(databaseUrl: string): Promise<void> {
    let cleared = false;
    while (!closing.signal.aborted || pending.size > 0) {
      if (pending.size === 0) await wake.promise;
      wake = Promise.withResolvers<void>();
      try {
        await flush(databaseUrl, pending, !cleared);
        cleared = true;
      } catch (error) {
        // 42P01: the table is not there yet, which is how every first start begins.
        const missing = error instanceof Error && 'code' in error && error.code === '42P01';
        if (!missing && reason(error) !== told) console.error(`The progress is not in the portal: ${reason(error)}`);
        told = missing ? told : reason(error);
        if (closing.signal.aborted) return;
        await delay(retryMs);
      }
    }
  }

  return {
    report(step) {
      pending.set(step.id, step);
      wake.resolve();
    },
    connect(databaseUrl) {
      writing ??= write(databaseUrl);
    },
    async close() {
      closing.abort();
      wake.resolve();
      await Promise.race([writing, delay(1_000)]);
    },
  };
}

async function flush(databaseUrl: string, pending: Map<string, Step>, first: boolean): Promise<void> {
  if (pending.size === 0) return;
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  // A query under way reports the same failure; without a listener it would end the launcher.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Steps of an earlier start say nothing about this one.
    if (first) await client.query('delete from component_status where name ~ $1', [launcherRows]);
    for (const step of [...pending.values()]) {
      await client.query(upsert, [step.id, step.title, step.state, step.progress, step.detail]);
      // A newer state may have come in meanwhile: that one stays to be written.
      if (pending.get(step.id) === step) pending.delete(step.id);
    }
    await client.query('select pg_notify($1, $2)', [CHANGES_CHANNEL, JSON.stringify({ topic: 'components' })]);
  } finally {
    await client.end();
  }
}
