import { and, eq, like, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { clusterNode, job, team } from '#db/schema/index.ts';

export async function findTeam(db: Db, teamId: string) {
  const [found] = await db.select().from(team).where(eq(team.id, teamId));
  return found ?? null;
}

/** Lets submissions under one key wait for each other until the transaction ends. */
export async function lockSubmission(tx: Db, ownerId: string, submissionKey: string): Promise<void> {
  const name = `submission:${ownerId}:${submissionKey}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}

/** What a submission key already stands for. */
export async function findSubmission(db: Db, ownerId: string, submissionKey: string) {
  const [found] = await db
    .select({ id: job.id, name: job.name, submissionHash: job.submissionHash })
    .from(job)
    .where(and(eq(job.ownerId, ownerId), eq(job.submissionKey, submissionKey)));
  return found ?? null;
}

export async function nameExists(db: Db, teamId: string, name: string): Promise<boolean> {
  return (await db.$count(job, and(eq(job.teamId, teamId), eq(job.name, name)))) > 0;
}

/** Names of a team's jobs that begin with this; names hold no signs that mean something to LIKE. */
export async function namesLike(db: Db, teamId: string, beginning: string): Promise<Set<string>> {
  const rows = await db
    .select({ name: job.name })
    .from(job)
    .where(and(eq(job.teamId, teamId), like(job.name, `${beginning}%`)));
  return new Set(rows.map(({ name }) => name));
}

/** The cluster's machines as last seen. */
export function listNodes(db: Db) {
  return db
    .select({ gpuModel: clusterNode.gpuModel, capacityType: clusterNode.capacityType, gpus: clusterNode.gpus })
    .from(clusterNode);
}

/** @returns the new job's id; null when its name is taken */
export async function insertJob(db: Db, values: typeof job.$inferInsert): Promise<string | null> {
  const [inserted] = await db.insert(job).values(values).onConflictDoNothing().returning({ id: job.id });
  return inserted?.id ?? null;
}

/** A job for changing what is wanted of it, locked until the transaction ends. */
export async function lockJob(tx: Db, jobId: string) {
  const [found] = await tx
    .select({
      id: job.id,
      name: job.name,
      teamId: job.teamId,
      ownerId: job.ownerId,
      state: job.state,
      desiredState: job.desiredState,
    })
    .from(job)
    .where(eq(job.id, jobId))
    .for('update');
  return found ?? null;
}

/** Marks a job as to be stopped. */
export async function requestStop(tx: Db, jobId: string, by: string, at: Date): Promise<void> {
  await tx
    .update(job)
    .set({ desiredState: 'stopped', stopRequestedBy: by, stopRequestedAt: at })
    .where(eq(job.id, jobId));
}

/** The team and owner of a job that somebody wants to clone. */
export async function findClonable(db: Db, jobId: string) {
  const [found] = await db.select({ teamId: job.teamId, ownerId: job.ownerId }).from(job).where(eq(job.id, jobId));
  return found ?? null;
}
