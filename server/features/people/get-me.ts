import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { membership, team } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import type { meOutput } from '#server/features/teams/schemas.ts';

/** Who is signed in, with roles and teams (by name). */
export async function getMe(ctx: Context): Promise<z.infer<typeof meOutput>> {
  authorize(ctx, 'person.self');
  const { personId, email, name, platformRoles } = ctx.actor;
  const teams = await ctx.db
    .select({ id: team.id, slug: team.slug, name: team.name, role: membership.role })
    .from(membership)
    .innerJoin(team, eq(team.id, membership.teamId))
    .where(eq(membership.personId, personId))
    .orderBy(team.name);
  return { personId, email, name, platformRoles: [...platformRoles], teams };
}
