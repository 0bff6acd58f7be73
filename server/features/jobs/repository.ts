import { asc, desc, eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { job, jobEvent, jobPod, person, team, templateVersion } from '#db/schema/index.ts';
import { summaryColumns } from './list-repository.ts';

/** Newest events shown at most; a job that restarts for days has thousands. */
const eventLimit = 500;

/** A job with its team, owner and template version; undefined when there is none. */
export async function findJob(db: Db, jobId: string) {
  const [found] = await db
    .select({
      ...summaryColumns,
      attempt: job.attempt,
      templateVersion: templateVersion.version,
      parameters: job.parameters,
      spec: job.spec,
      maxRuntimeSeconds: job.maxRuntimeSeconds,
      clonedFrom: job.clonedFrom,
      forgotten: job.forgotten,
      exitCode: job.exitCode,
      createdInClusterAt: job.createdInClusterAt,
      admittedAt: job.admittedAt,
      scheduledAt: job.scheduledAt,
    })
    .from(job)
    .innerJoin(team, eq(team.id, job.teamId))
    .innerJoin(person, eq(person.id, job.ownerId))
    .innerJoin(templateVersion, eq(templateVersion.id, job.templateVersionId))
    .where(eq(job.id, jobId));
  return found;
}

/** Pods of a job, of every attempt, in the order of attempt, task and index. */
export function findPods(db: Db, jobId: string) {
  return db
    .select()
    .from(jobPod)
    .where(eq(jobPod.jobId, jobId))
    .orderBy(asc(jobPod.attempt), asc(jobPod.task), asc(jobPod.index), asc(jobPod.createdAt), asc(jobPod.uid));
}

/** Events of a job, newest first, at most {@link eventLimit}. */
export function findEvents(db: Db, jobId: string) {
  return db
    .select()
    .from(jobEvent)
    .where(eq(jobEvent.jobId, jobId))
    .orderBy(desc(jobEvent.lastAt), desc(jobEvent.id))
    .limit(eventLimit);
}
