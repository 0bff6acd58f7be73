import { eq, inArray } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { job, person, team } from '#db/schema/index.ts';

/** What a list shows of these jobs, in the order of the ids. */
export async function loadSummaries(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await selectSummaries(db).where(inArray(job.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A job with its team and owner, as lists and pages show it. */
export const summaryColumns = {
  id: job.id,
  name: job.name,
  team: { id: team.id, slug: team.slug, name: team.name },
  ownerId: job.ownerId,
  owner: { email: person.email, name: person.name },
  templateSlug: job.templateSlug,
  state: job.state,
  desiredState: job.desiredState,
  reason: job.reason,
  gpus: job.gpus,
  gpuModel: job.gpuModel,
  capacityType: job.capacityType,
  priorityClass: job.priorityClass,
  tags: job.tags,
  submittedAt: job.submittedAt,
  runningAt: job.runningAt,
  finishedAt: job.finishedAt,
  observedAt: job.observedAt,
};

function selectSummaries(db: Db) {
  return db
    .select(summaryColumns)
    .from(job)
    .innerJoin(team, eq(team.id, job.teamId))
    .innerJoin(person, eq(person.id, job.ownerId));
}

/** Ids of the teams with these slugs. */
export async function teamIdsBySlug(db: Db, slugs: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: team.id })
    .from(team)
    .where(inArray(team.slug, [...slugs]));
  return rows.map(({ id }) => id);
}

/** Ids of the people with these e-mail addresses. */
export async function personIdsByEmail(db: Db, emails: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .where(inArray(person.email, [...emails]));
  return rows.map(({ id }) => id);
}
