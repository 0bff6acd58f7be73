import { eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { membership, person, team } from '#db/schema/index.ts';
import type { Actor } from './permissions.ts';

/** Reads a person with today's roles. @returns null when there is no such person (any more) */
export async function loadActor(db: Db, personId: string): Promise<Actor | null> {
  const rows = await db
    .select({ person, teamId: team.id, slug: team.slug, role: membership.role })
    .from(person)
    .leftJoin(membership, eq(membership.personId, person.id))
    .leftJoin(team, eq(team.id, membership.teamId))
    .where(eq(person.id, personId));
  const first = rows[0];
  if (!first) return null;
  const teams = new Map<string, { slug: string; role: NonNullable<(typeof rows)[number]['role']> }>();
  for (const { teamId, slug, role } of rows) if (teamId && slug && role) teams.set(teamId, { slug, role });
  const { id, email, name, platformRoles } = first.person;
  return { personId: id, email, name, platformRoles, teams };
}
