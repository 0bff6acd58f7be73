import type { Queue } from '#server/adapters/kubernetes/types.ts';
import { allTeams, applyTeam, driftedTeam, teamsToApply } from '#server/features/teams/apply-team.ts';
import type { ChangeFeed } from '#server/lib/change-feed.ts';
import { every } from '#server/lib/every.ts';
import { createKeyQueue } from '#server/lib/key-queue.ts';
import type { WorkRunner } from '#server/lib/work-queue.ts';
import { applyJob, type JobContext, removeStopped } from './apply-job.ts';
import { intentsToApply, markOverdue } from './intent-repository.ts';

/** Not done yet: the work comes back, ever later. No error, so it is not logged as one. */
class Again extends Error {}

const SWEEP_MS = 30_000;
const OVERDUE_MS = 5_000;
const RECONNECT_MS = 1_000;
const TEAM_REPAIR_MS = 5 * 60_000;

export interface Intents {
  /** Looks at a job's intent again. */
  applyJob: (jobId: string) => void;
  /** Looks for everything that is not as it should be. */
  sweep: () => Promise<void>;
  /** A queue was seen: whether somebody changed its numbers behind the portal. */
  queueSeen: (queue: Queue) => void;
}

/**
 * Carries out what people asked for, until the signal aborts: at once when it is announced, again
 * from the work queue, and again from a sweep over the rows, so that no single loss matters.
 */
export async function applyIntents(
  ctx: JobContext & { changes: ChangeFeed; work: WorkRunner; applied?: (seconds: number) => void },
  signal: AbortSignal,
): Promise<Intents> {
  const failed = (what: string) => (id: string, error: unknown) => {
    if (!(error instanceof Again)) ctx.log.warn({ id, err: error }, `${what} could not be applied and is tried again`);
  };
  const applyJobNow = async (jobId: string) => {
    const startedAt = performance.now();
    if ((await applyJob(ctx, jobId)) === 'again') throw new Again('not yet');
    ctx.applied?.((performance.now() - startedAt) / 1_000);
  };
  const applyTeamNow = async (teamId: string) => {
    if (!(await applyTeam(ctx, teamId))) throw new Again('not yet');
  };
  const jobs = createKeyQueue({ concurrency: 6, work: applyJobNow, failed: failed('job'), signal });
  const teams = createKeyQueue({ concurrency: 2, work: applyTeamNow, failed: failed('team'), signal });

  const sweepTeams = async () => {
    for (const id of await teamsToApply(ctx.db)) teams.add(id);
  };
  const sweep = async () => {
    await sweepTeams();
    for (const id of await intentsToApply(ctx.db)) jobs.add(id);
  };
  const tick = (what: string, work: () => Promise<void>) => () => {
    work().catch((error: unknown) => ctx.log.warn({ err: error }, `${what} failed; the next one is soon`));
  };
  every(SWEEP_MS, signal, tick('sweep', sweep));
  every(
    SWEEP_MS,
    signal,
    tick('removal of stopped jobs', async () => {
      if (ctx.kubernetes.status().state === 'connected') await removeStopped(ctx);
    }),
  );
  every(
    OVERDUE_MS,
    signal,
    tick('look for overdue jobs', async () => {
      for (const id of await markOverdue(ctx.db, ctx.now())) jobs.add(id);
    }),
  );
  every(
    TEAM_REPAIR_MS,
    signal,
    tick('repair of teams', async () => {
      for (const id of await allTeams(ctx.db)) teams.add(id);
    }),
  );
  let connected = false;
  every(
    RECONNECT_MS,
    signal,
    tick('sweep after Kubernetes came back', async () => {
      const now = ctx.kubernetes.status().state === 'connected';
      if (now && !connected) await sweep();
      connected = now;
    }),
  );

  void listen(ctx, signal, { job: jobs.add, team: tick('sweep of teams', sweepTeams), sweep: tick('sweep', sweep) });
  await ctx.work.run('apply-job', ({ jobId }) => applyJobNow(jobId));
  await ctx.work.run('apply-team', ({ teamId }) => applyTeamNow(teamId));
  return {
    applyJob: jobs.add,
    sweep,
    queueSeen: (queue) => {
      driftedTeam(ctx.db, queue).then(
        (teamId) => {
          if (teamId === null) return;
          ctx.log.warn({ queue: queue.metadata.name }, 'a queue was changed behind the portal; putting it right');
          teams.add(teamId);
        },
        (error: unknown) => ctx.log.warn({ err: error }, 'a queue could not be compared; the repair looks again'),
      );
    },
  };
}

async function listen(
  ctx: { changes: ChangeFeed },
  signal: AbortSignal,
  on: { job: (id: string) => void; team: () => void; sweep: () => void },
): Promise<void> {
  const topics = new Set(['job', 'team']);
  for await (const change of ctx.changes.subscribe(({ topic }) => topics.has(topic), signal)) {
    if (change.topic === 'job') on.job(change.jobId);
    if (change.topic === 'team') on.team();
    if (change.topic === 'resync') on.sweep();
  }
}
