import type { Db } from '#db/client.ts';
import type { Kubernetes } from '#server/adapters/kubernetes/port.ts';
import type { LogStore } from '#server/adapters/storage/port.ts';
import { CapacityProjection } from '#server/features/capacity/project-capacity.ts';
import { applyIntents } from '#server/features/jobs/apply-intents.ts';
import { followCluster } from '#server/features/jobs/follow-cluster.ts';
import { touchObserved } from '#server/features/jobs/projection-repository.ts';
import { type ComponentReport, reportComponent } from '#server/features/system/report-component.ts';
import type { ChangeFeed } from '#server/lib/change-feed.ts';
import { every, throttle } from '#server/lib/every.ts';
import type { Logger } from '#server/lib/logger.ts';
import { startWorkRunner } from '#server/lib/work-queue.ts';
import type { WorkerMetrics } from './worker-metrics.ts';

export interface WorkerParts {
  databaseUrl: string;
  db: Db;
  kubernetes: Kubernetes;
  logs: LogStore;
  changes: ChangeFeed;
  log: Logger;
  now: () => Date;
  metrics?: WorkerMetrics;
}

const CAPACITY_MS = 1_000;
const WAITING_MS = 10_000;
const HEARTBEAT_MS = 5_000;
const TOUCH_MS = 30_000;

/**
 * What one worker does and the others stand by for: watch, project, apply. Ends when the signal
 * aborts (the lock or the process ends).
 */
export async function lead(parts: WorkerParts, signal: AbortSignal): Promise<void> {
  const { db, log, now, kubernetes, metrics } = parts;
  log.info('this worker leads');
  metrics?.leading(true);
  const warn = (what: string) => (error: unknown) => log.warn({ err: error }, what);
  let ready = false;
  const work = await startWorkRunner(parts.databaseUrl, log);
  try {
    const keepLogs = async (jobId: string) => {
      if (ready) await following.keepLogs(jobId);
    };
    const intents = await applyIntents({ ...parts, work, keepLogs, applied: metrics?.applied }, signal);
    const capacity = new CapacityProjection({ db, now });
    const refreshWaiting = throttle(
      WAITING_MS,
      signal,
      () => following.refreshWaiting(),
      warn('waiting jobs not refreshed'),
    );
    const projectCapacity = throttle(
      CAPACITY_MS,
      signal,
      async () => {
        const { nodes, queues } = following.view;
        if (await capacity.project(nodes.values(), queues.values())) refreshWaiting();
      },
      warn('capacity could not be written'),
    );
    const following = await followCluster(
      {
        ...parts,
        capacityChanged: () => {
          if (ready) projectCapacity();
        },
        queueChanged: intents.queueSeen,
        projected: metrics?.projected,
      },
      signal,
    );
    ready = true;
    projectCapacity();
    const beat = () => heartbeat(parts).catch(warn('heartbeat could not be written'));
    every(HEARTBEAT_MS, signal, beat);
    every(TOUCH_MS, signal, () => {
      if (kubernetes.status().state !== 'connected') return;
      Promise.all([touchObserved(db, now()), capacity.touch()]).catch(warn('times of observation not renewed'));
    });
    await beat();
    await intents.sweep().catch(warn('first sweep failed; the next one is soon'));
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  } finally {
    metrics?.leading(false);
    await work.stop().catch(warn('work queue not stopped in order'));
  }
}

async function heartbeat({ db, kubernetes, now }: WorkerParts): Promise<void> {
  await reportComponent(db, { name: 'worker', title: 'Background worker', state: 'running', detail: '' }, now());
  await reportComponent(db, kubernetesReport(kubernetes), now());
}

const states = { connected: 'running', unreachable: 'failed', not_configured: 'waiting' } as const;

function kubernetesReport(kubernetes: Kubernetes): ComponentReport {
  const { state, detail } = kubernetes.status();
  return { name: 'kubernetes', title: 'Kubernetes', state: states[state], detail };
}
