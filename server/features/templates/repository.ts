import { and, asc, count, desc, eq, gte, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { job, person, team, template, templateVersion } from '#db/schema/index.ts';

/** Which teams' templates are meant besides the platform's own. */
export type Owners = readonly string[] | 'all';

const ownedBy = (teams: Owners): SQL | undefined =>
  teams === 'all' ? undefined : or(isNull(template.teamId), inArray(template.teamId, [...teams]));

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`);

/** Latest versions of the templates that have every word and every tag, platform's own first, by title. */
export function findTemplates(
  db: Db,
  wanted: { words: readonly string[]; tags: readonly string[]; teams: Owners; countJobsSince: Date },
) {
  const content = templateVersion.content;
  const text = sql`concat_ws(' ', ${template.slug}, ${content}->>'title', ${content}->>'description', ${content}->>'framework', ${content}->>'tags')`;
  const used = db
    .select({ templateId: templateVersion.templateId, jobs: count().as('jobs') })
    .from(job)
    .innerJoin(templateVersion, eq(templateVersion.id, job.templateVersionId))
    .where(gte(job.submittedAt, wanted.countJobsSince))
    .groupBy(templateVersion.templateId)
    .as('used');
  return db
    .select({ id: template.id, teamSlug: team.slug, version: templateVersion.version, content, recentJobs: used.jobs })
    .from(template)
    .innerJoin(
      templateVersion,
      and(eq(templateVersion.templateId, template.id), eq(templateVersion.version, template.latestVersion)),
    )
    .leftJoin(team, eq(team.id, template.teamId))
    .leftJoin(used, eq(used.templateId, template.id))
    .where(
      and(
        ownedBy(wanted.teams),
        ...wanted.words.map((word) => sql`${text} ilike ${`%${escapeLike(word)}%`}`),
        wanted.tags.length === 0 ? undefined : sql`${content}->'tags' @> ${JSON.stringify(wanted.tags)}::jsonb`,
      ),
    )
    .orderBy(sql`${template.teamId} is not null`, asc(sql`${content}->>'title'`), asc(template.id));
}

/** A template by its slug; where a team's has the name of a platform's, the platform's. */
export async function findTemplate(db: Db, slug: string, teams: Owners) {
  const [found] = await db
    .select()
    .from(template)
    .where(and(eq(template.slug, slug), ownedBy(teams)))
    .orderBy(sql`${template.teamId} is not null`, asc(template.id))
    .limit(1);
  return found ?? null;
}

export async function findVersion(db: Db, templateId: string, version: number) {
  const [found] = await db
    .select()
    .from(templateVersion)
    .where(and(eq(templateVersion.templateId, templateId), eq(templateVersion.version, version)));
  return found ?? null;
}

/** Every version of a template, the newest first, with who made it. */
export function listVersions(db: Db, templateId: string) {
  return db
    .select({ version: templateVersion.version, createdAt: templateVersion.createdAt, createdBy: person.name })
    .from(templateVersion)
    .leftJoin(person, eq(person.id, templateVersion.createdBy))
    .where(eq(templateVersion.templateId, templateId))
    .orderBy(desc(templateVersion.version));
}

/** Adds a version after the latest one, or a template with its first. The caller holds the lock that keeps others out. */
export async function insertVersion(
  db: Db,
  existing: { id: string; latestVersion: number } | null,
  version: { slug: string; content: unknown; contentHash: string },
): Promise<number> {
  const { slug, content, contentHash } = version;
  if (existing) {
    const next = existing.latestVersion + 1;
    await db.insert(templateVersion).values({ templateId: existing.id, version: next, content, contentHash });
    await db.update(template).set({ latestVersion: next }).where(eq(template.id, existing.id));
    return next;
  }
  const [created] = await db.insert(template).values({ slug, latestVersion: 1 }).returning({ id: template.id });
  if (!created) throw new Error(`template ${slug} was not inserted`);
  await db.insert(templateVersion).values({ templateId: created.id, version: 1, content, contentHash });
  return 1;
}
