import { and, eq, inArray, isNotNull, isNull, lt, not, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '#db/client.ts';
import { finishedStates, job, jobEvent, person, type StateReason, team } from '#db/schema/index.ts';
import { announce } from '#server/lib/changes.ts';

const stopper = alias(person, 'stopper');

/** A job as far as applying it needs to know. @returns null when there is no such job */
export async function loadIntent(db: Db, jobId: string) {
  const [row] = await db
    .select({
      id: job.id,
      name: job.name,
      templateSlug: job.templateSlug,
      spec: job.spec,
      submittedAt: job.submittedAt,
      state: job.state,
      reason: job.reason,
      desiredState: job.desiredState,
      stopRequestedBy: job.stopRequestedBy,
      stopRequestedName: stopper.name,
      maxRuntimeSeconds: job.maxRuntimeSeconds,
      kubernetesUid: job.kubernetesUid,
      ownerId: job.ownerId,
      ownerEmail: person.email,
      teamId: job.teamId,
      teamSlug: team.slug,
      teamAppliedVersion: team.appliedVersion,
      teamAppliedAt: team.appliedAt,
    })
    .from(job)
    .innerJoin(team, eq(team.id, job.teamId))
    .innerJoin(person, eq(person.id, job.ownerId))
    .leftJoin(stopper, eq(stopper.id, job.stopRequestedBy))
    .where(eq(job.id, jobId));
  return row ?? null;
}
export type Intent = NonNullable<Awaited<ReturnType<typeof loadIntent>>>;

const unfinished = not(inArray(job.state, [...finishedStates]));

/** Ids of jobs whose row and cluster may disagree: not created yet, or to be stopped. Uses the index of active jobs. */
export async function intentsToApply(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: job.id })
    .from(job)
    .where(and(unfinished, or(isNull(job.kubernetesUid), eq(job.desiredState, 'stopped'))));
  return rows.map(({ id }) => id);
}

/**
 * Takes the right to apply a job until the transaction ends.
 * @returns false when another process is at it
 */
export async function lockIntent(tx: Db, jobId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`apply-job:${jobId}`}, 0)) as locked`,
  );
  return rows[0]?.locked === true;
}

/** Writes what came of applying, with an event for a new state, and announces it. Finished jobs are left alone. */
export async function recordIntent(
  tx: Db,
  intent: Intent,
  change: Partial<Pick<typeof job.$inferInsert, 'state' | 'kubernetesUid' | 'createdInClusterAt' | 'finishedAt'>> & {
    reason: StateReason;
  },
  now: Date,
): Promise<void> {
  const changed = await tx
    .update(job)
    .set({ ...change, observedAt: now })
    .where(and(eq(job.id, intent.id), unfinished))
    .returning({ attempt: job.attempt });
  if (changed[0] === undefined) return;
  if (change.state !== undefined && change.state !== intent.state) {
    const key = `state:${intent.id}:${change.state}:${changed[0].attempt}`;
    const kind = change.state === 'failed' ? ('warning' as const) : ('normal' as const);
    const event = { jobId: intent.id, key, kind, text: change.reason.text, firstAt: now, lastAt: now };
    await tx.insert(jobEvent).values(event).onConflictDoNothing();
  }
  await announce(tx, { topic: 'job', jobId: intent.id, teamId: intent.teamId, ownerId: intent.ownerId });
}

/**
 * Marks jobs that run longer than they said they would as to be stopped, by nobody in particular.
 * @returns their ids
 */
export async function markOverdue(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .update(job)
    .set({ desiredState: 'stopped', stopRequestedBy: null, stopRequestedAt: now })
    .where(
      and(
        unfinished,
        eq(job.desiredState, 'running'),
        lt(job.runningAt, sql`${now.toISOString()}::timestamptz - make_interval(secs => ${job.maxRuntimeSeconds})`),
      ),
    )
    .returning({ id: job.id });
  return rows.map(({ id }) => id);
}

/** Stopped jobs that Kubernetes still has although the time they were to stay after their end is over. */
export async function stoppedToRemove(db: Db, now: Date) {
  return await db
    .select({ id: job.id, name: job.name, teamSlug: team.slug, uid: job.kubernetesUid })
    .from(job)
    .innerJoin(team, eq(team.id, job.teamId))
    .where(
      and(
        eq(job.forgotten, false),
        isNotNull(job.kubernetesUid),
        eq(job.desiredState, 'stopped'),
        inArray(job.state, [...finishedStates]),
        lt(
          job.finishedAt,
          sql`${now.toISOString()}::timestamptz - make_interval(secs => (${job.spec} ->> 'ttlSecondsAfterFinished')::int)`,
        ),
      ),
    )
    .limit(200);
}
