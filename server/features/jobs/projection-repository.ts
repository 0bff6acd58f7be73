import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '#db/client.ts';
import { componentStatus, finishedStates, job, jobEvent, jobPod, person, team } from '#db/schema/index.ts';

const stopper = alias(person, 'stopper');

export type PodRow = typeof jobPod.$inferSelect;
export type NewPodRow = typeof jobPod.$inferInsert;
export type NewEventRow = typeof jobEvent.$inferInsert;

/** A job with everything its projection needs, locked against other writers until the transaction ends. */
export async function lockJob(tx: Db, jobId: string) {
  const [row] = await tx
    .select({ job, teamSlug: team.slug, maxGpus: team.maxGpus, stopRequestedName: stopper.name })
    .from(job)
    .innerJoin(team, eq(team.id, job.teamId))
    .leftJoin(stopper, eq(stopper.id, job.stopRequestedBy))
    .where(eq(job.id, jobId))
    .for('update', { of: job });
  return row ?? null;
}
export type LockedJob = NonNullable<Awaited<ReturnType<typeof lockJob>>>;

/** Where a job is in Kubernetes, and whether it should still be there. */
export async function whereabouts(db: Db, jobId: string) {
  const [row] = await db
    .select({ name: job.name, teamSlug: team.slug, kubernetesUid: job.kubernetesUid, forgotten: job.forgotten })
    .from(job)
    .innerJoin(team, eq(team.id, job.teamId))
    .where(eq(job.id, jobId));
  return row ?? null;
}

export async function podsOf(tx: Db, jobId: string): Promise<PodRow[]> {
  return await tx.select().from(jobPod).where(eq(jobPod.jobId, jobId));
}

export async function updateJob(tx: Db, jobId: string, change: Partial<typeof job.$inferInsert>): Promise<void> {
  await tx.update(job).set(change).where(eq(job.id, jobId));
}

/** Rows at once in one statement: PostgreSQL takes 65,535 parameters, a pod has 22. */
const BATCH = 1_000;

export async function savePods(tx: Db, rows: readonly NewPodRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    await tx
      .insert(jobPod)
      .values(rows.slice(at, at + BATCH))
      .onConflictDoUpdate({
        target: jobPod.uid,
        set: {
          phase: sql`excluded.phase`,
          reason: sql`excluded.reason`,
          message: sql`excluded.message`,
          exitCode: sql`excluded.exit_code`,
          node: sql`excluded.node`,
          gpuModel: sql`excluded.gpu_model`,
          capacityType: sql`excluded.capacity_type`,
          scheduledAt: sql`excluded.scheduled_at`,
          startedAt: sql`excluded.started_at`,
          finishedAt: sql`excluded.finished_at`,
          observedAt: sql`excluded.observed_at`,
        },
      });
  }
}

export async function saveEvents(tx: Db, rows: readonly NewEventRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    await tx
      .insert(jobEvent)
      .values(rows.slice(at, at + BATCH))
      .onConflictDoUpdate({
        target: jobEvent.key,
        set: { count: sql`excluded.count`, lastAt: sql`excluded.last_at`, text: sql`excluded.text` },
      });
  }
}

/** Ids of jobs that Kubernetes had when last seen: after a gap each has to be looked at. */
export async function jobsInCluster(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: job.id })
    .from(job)
    .where(and(eq(job.forgotten, false), isNotNull(job.kubernetesUid)));
  return rows.map(({ id }) => id);
}

/** Ids of jobs that wait for a place: their reason has numbers of the cluster in it. */
export async function waitingJobs(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: job.id })
    .from(job)
    .where(and(inArray(job.state, ['queued', 'admitted', 'restarting']), isNotNull(job.kubernetesUid)));
  return rows.map(({ id }) => id);
}

/** Notes that these rows agreed with the cluster just now; announced to nobody, as nothing changed. */
export async function touchObserved(db: Db, now: Date): Promise<void> {
  await db
    .update(job)
    .set({ observedAt: now })
    .where(and(sql`${job.state} not in ${[...finishedStates]}`, isNotNull(job.kubernetesUid)));
}

/** When a worker last said that it was watching; null: never. */
export async function lastWatched(db: Db): Promise<Date | null> {
  const [row] = await db
    .select({ at: componentStatus.observedAt })
    .from(componentStatus)
    .where(eq(componentStatus.name, 'worker'));
  return row?.at ?? null;
}

/** Notes that a pod's log is stored, with its size. */
export async function recordLog(tx: Db, podUid: string, stored: { bytes: number; at: Date }): Promise<void> {
  await tx.update(jobPod).set({ logBytes: stored.bytes, logStoredAt: stored.at }).where(eq(jobPod.uid, podUid));
}

/** Whose a job is, for announcing changes of it. */
export async function jobOwnership(db: Db, jobId: string): Promise<{ teamId: string; ownerId: string } | null> {
  const [row] = await db.select({ teamId: job.teamId, ownerId: job.ownerId }).from(job).where(eq(job.id, jobId));
  return row ?? null;
}
