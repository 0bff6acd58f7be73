import { openDatabase } from '#db/client.ts';
import { createKubernetes } from '#server/adapters/kubernetes/real.ts';
import { createFolderLogStore } from '#server/adapters/storage/folder.ts';
import { createChangeFeed } from '#server/lib/change-feed.ts';
import { createLogger } from '#server/lib/logger.ts';
import { createWorkQueue } from '#server/lib/work-queue.ts';
import { readSettings, webSettings } from './config.ts';

async function compose() {
  const settings = readSettings(webSettings, process.env);
  const log = createLogger('web');
  const { db } = openDatabase(settings.DATABASE_URL, {
    max: 20,
    onError: (error) => log.warn({ err: error }, 'an idle database connection broke'),
  });
  return {
    settings,
    log,
    db,
    kubernetes: createKubernetes({
      kubeconfigPath: settings.KUBECONFIG ?? null,
      inCluster: settings.KUBERNETES_SERVICE_HOST !== undefined,
      log,
    }),
    logs: createFolderLogStore(settings.DATA_DIR),
    queue: await createWorkQueue(settings.DATABASE_URL, log),
    changes: createChangeFeed(settings.DATABASE_URL, log),
  };
}

export type Web = Awaited<ReturnType<typeof compose>>;

// Next bundles pages and routes apart from each other: a global keeps one set of connections in the process.
const holder: { mlplatformWeb?: Promise<Web> } = globalThis as { mlplatformWeb?: Promise<Web> };

/** Everything the web process is made of, composed once. */
export function web(): Promise<Web> {
  holder.mlplatformWeb ??= compose().catch((error: unknown) => {
    // The next request tries again: PostgreSQL may be back by then.
    delete holder.mlplatformWeb;
    throw error;
  });
  return holder.mlplatformWeb;
}
