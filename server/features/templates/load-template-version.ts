import type { Db } from '#db/client.ts';
import { type TemplateContent, templateContentSchema } from './domain/content.ts';
import { findTemplate, findVersion, type Owners } from './repository.ts';

export interface LoadedTemplate {
  templateId: string;
  versionId: string;
  version: number;
  content: TemplateContent;
}

/**
 * A template's version for whoever may use it: the platform's own and those of the given teams.
 * @param wanted.version default: the latest
 * @returns null when there is none
 */
export async function loadTemplateVersion(
  db: Db,
  wanted: { slug: string; version?: number; teams: Owners },
): Promise<LoadedTemplate | null> {
  const template = await findTemplate(db, wanted.slug, wanted.teams);
  const row = template && (await findVersion(db, template.id, wanted.version ?? template.latestVersion));
  if (!row) return null;
  const content = templateContentSchema.parse(row.content);
  return { templateId: row.templateId, versionId: row.id, version: row.version, content };
}
