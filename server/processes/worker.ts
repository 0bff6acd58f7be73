import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openDatabase } from '#db/client.ts';
import { migrateDatabase } from '#db/migrate.ts';
import { createKubernetes } from '#server/adapters/kubernetes/real.ts';
import { createFolderLogStore } from '#server/adapters/storage/folder.ts';
import { publishDefaultPrices } from '#server/features/costs/publish-default-prices.ts';
import { publishBuiltinTemplates } from '#server/features/templates/publish-builtin.ts';
import { createChangeFeed } from '#server/lib/change-feed.ts';
import { messageOf } from '#server/lib/errors.ts';
import { holdLeadership } from '#server/lib/leadership.ts';
import { createLogger } from '#server/lib/logger.ts';
import { createWorkQueue } from '#server/lib/work-queue.ts';
import { commonSettings, readSettings } from './config.ts';
import { lead } from './worker-lead.ts';
import { createWorkerMetrics } from './worker-metrics.ts';

// The worker: node server/processes/worker.ts. Several may run; one of them leads.

const workerSettings = z.object({
  ...commonSettings,
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
});

const log = createLogger('worker');
const settings = readSettings(workerSettings, process.env);
const stopping = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stopping.abort());

await prepare();
const { db, close } = openDatabase(settings.DATABASE_URL, {
  max: 16,
  onError: (error) => log.warn({ err: error }, 'an idle database connection broke'),
});
const kubernetes = createKubernetes({
  kubeconfigPath: settings.KUBECONFIG ?? null,
  inCluster: settings.KUBERNETES_SERVICE_HOST !== undefined,
  log,
});
const metrics = createWorkerMetrics(kubernetes);
const changes = createChangeFeed(settings.DATABASE_URL, log);
const parts = {
  databaseUrl: settings.DATABASE_URL,
  db,
  kubernetes,
  logs: createFolderLogStore(settings.DATA_DIR),
  changes,
  log,
  now: () => new Date(),
  metrics,
};
const server =
  settings.METRICS_PORT === undefined
    ? null
    : await metrics.serve(settings.METRICS_PORT, () => !stopping.signal.aborted);
log.info('worker started');
await holdLeadership(settings.DATABASE_URL, { log, signal: stopping.signal, lead: (signal) => lead(parts, signal) });
log.info('worker stops');
server?.close();
kubernetes.close();
await changes.close();
await close();

/** Schema, work queue and built-in templates; a database that is not there yet is waited for. */
async function prepare(): Promise<void> {
  for (let pause = 250; !stopping.signal.aborted; pause = Math.min(pause * 2, 5_000)) {
    try {
      await migrateDatabase(settings.DATABASE_URL);
      await createWorkQueue(settings.DATABASE_URL, log);
      await publishDefaults();
      return;
    } catch (error) {
      log.warn({ problem: messageOf(error) }, 'the database cannot be prepared yet, trying again');
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => 'the loop looks at the signal itself');
    }
  }
}

async function publishDefaults(): Promise<void> {
  const opened = openDatabase(settings.DATABASE_URL, {
    max: 1,
    onError: (error) => log.warn({ err: error }, 'connection broke'),
  });
  try {
    await publishBuiltinTemplates(opened.db);
    await publishDefaultPrices(opened.db, settings.ORGANISATION_TIME_ZONE);
  } finally {
    await opened.close();
  }
}
