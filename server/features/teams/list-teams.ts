import { asc } from 'drizzle-orm';
import { z } from 'zod';
import { team } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { teamSummarySchema } from './schemas.ts';

export const listTeamsOutput = z.object({ teams: z.array(teamSummarySchema) });

/** Every team with its share, by name: names and quotas are no secret inside the organisation. */
export async function listTeams(ctx: Context): Promise<z.infer<typeof listTeamsOutput>> {
  authorize(ctx, 'team.list');
  const teams = await ctx.db
    .select({
      id: team.id,
      slug: team.slug,
      name: team.name,
      guaranteedGpus: team.guaranteedGpus,
      maxGpus: team.maxGpus,
      weight: team.weight,
      version: team.version,
    })
    .from(team)
    .orderBy(asc(team.name));
  return { teams };
}
