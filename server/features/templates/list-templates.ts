import type { z } from 'zod';
import { authorize, type Context } from '#server/auth/context.ts';
import { visibleTeams } from '#server/auth/permissions.ts';
import { templateContentSchema } from './domain/content.ts';
import { findTemplates } from './repository.ts';
import type { listTemplatesInput, listTemplatesOutput } from './schemas.ts';

const RECENT_DAYS = 30;

/** The platform's templates and those of the actor's teams that have every searched word and tag. */
export async function listTemplates(
  ctx: Context,
  input: z.infer<typeof listTemplatesInput>,
): Promise<z.infer<typeof listTemplatesOutput>> {
  authorize(ctx, 'template.read');
  const rows = await findTemplates(ctx.db, {
    words: input.search.split(/\s+/).filter(Boolean).slice(0, 10),
    tags: input.tags,
    teams: visibleTeams(ctx.actor),
    countJobsSince: new Date(ctx.now().getTime() - RECENT_DAYS * 86_400_000),
  });
  return {
    templates: rows.map(({ id, teamSlug, version, content, recentJobs }) => {
      const { slug, title, description, framework, strategy, tags, usesGpus } = templateContentSchema.parse(content);
      const summary = { id, teamSlug, version, slug, title, description, framework, strategy, tags, usesGpus };
      return { ...summary, recentJobs: recentJobs ?? 0 };
    }),
  };
}
