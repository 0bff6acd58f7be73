import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { membership, person, team } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { AppError } from '#server/lib/errors.ts';
import { namespaceOf, queueOf } from './names.ts';
import type { getTeamOutput } from './schemas.ts';

/** A team with its members and whether the cluster agrees. @throws AppError `not_found`, `forbidden` */
export async function getTeam(ctx: Context, input: { slug: string }): Promise<z.infer<typeof getTeamOutput>> {
  const [found] = await ctx.db.select().from(team).where(eq(team.slug, input.slug));
  if (!found) throw new AppError('not_found', `There is no team "${input.slug}".`);
  authorize(ctx, 'team.read', { teamId: found.id });
  const members = await ctx.db
    .select({ personId: person.id, email: person.email, name: person.name, role: membership.role })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(eq(membership.teamId, found.id))
    .orderBy(person.name);
  const { id, slug, name, guaranteedGpus, maxGpus, weight, version, appliedVersion, appliedAt, applyProblem } = found;
  return {
    ...{ id, slug, name, guaranteedGpus, maxGpus, weight, version, appliedAt, applyProblem, members },
    namespace: namespaceOf(slug),
    queue: queueOf(slug),
    applied: appliedVersion === version && applyProblem === null,
  };
}
