import { z } from 'zod';
import { platformRoles, team, teamRoles } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { createPerson } from '#server/features/people/create-person.ts';
import { createTeam } from './create-team.ts';
import { setMember } from './set-member.ts';

/** Teams and people as a file brings them. GPUs are whole GPUs of any model. */
export const organisationSchema = z.object({
  teams: z.array(z.object({ slug: z.string(), name: z.string(), guaranteed: z.int(), max: z.int(), weight: z.int() })),
  people: z.array(
    z.object({
      email: z.email(),
      name: z.string(),
      platformRoles: z.array(z.enum(platformRoles)).default([]),
      memberships: z.array(z.object({ team: z.string(), role: z.enum(teamRoles) })).default([]),
    }),
  ),
});

/**
 * Brings an organisation into an empty portal, through the same use cases as an administrator's
 * clicks, as a whole or not at all. Where there are teams already nothing is done: what people
 * changed since must not come back.
 *
 * @returns whether it was imported
 */
export async function importOrganisation(
  ctx: Context,
  organisation: z.infer<typeof organisationSchema>,
): Promise<boolean> {
  authorize(ctx, 'team.create');
  return ctx.db.transaction(async (tx) => {
    const inside: Context = { ...ctx, db: tx };
    const [existing] = await tx.select({ id: team.id }).from(team).limit(1);
    if (existing) return false;
    const teamIds = new Map<string, string>();
    for (const { slug, name, guaranteed, max, weight } of organisation.teams) {
      const quota = { guaranteedGpus: guaranteed, maxGpus: max, weight };
      teamIds.set(slug, (await createTeam(inside, { slug, name, ...quota })).teamId);
    }
    for (const { memberships, ...person } of organisation.people) {
      await createPerson(inside, person);
      for (const { team: slug, role } of memberships) {
        const teamId = teamIds.get(slug);
        if (!teamId) throw new Error(`${person.email} is in team "${slug}", which the file does not have`);
        await setMember(inside, { teamId, email: person.email, role });
      }
    }
    return true;
  });
}
