import type { z } from 'zod';
import { authorize, type Context } from '#server/auth/context.ts';
import { visibleTeams } from '#server/auth/permissions.ts';
import { AppError } from '#server/lib/errors.ts';
import { loadTemplateVersion } from './load-template-version.ts';
import { listVersions } from './repository.ts';
import type { getTemplateInput, getTemplateOutput } from './schemas.ts';

/**
 * One version of a template (default: the latest) and the list of all of them.
 * @throws AppError `not_found`
 */
export async function getTemplate(
  ctx: Context,
  input: z.infer<typeof getTemplateInput>,
): Promise<z.infer<typeof getTemplateOutput>> {
  authorize(ctx, 'template.read');
  const found = await loadTemplateVersion(ctx.db, { ...input, teams: visibleTeams(ctx.actor) });
  if (!found) throw new AppError('not_found', `There is no template "${input.slug}" in this version.`);
  const versions = await listVersions(ctx.db, found.templateId);
  const { templateId: id, versionId, version, content } = found;
  return { id, versionId, version, versions, content };
}
