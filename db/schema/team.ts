import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import { person } from './person.ts';

export const teamRoles = ['viewer', 'member', 'lead'] as const;
export type TeamRole = (typeof teamRoles)[number];

/** A team with its share of the cluster. Namespace `team-<slug>` and Volcano queue `<slug>` follow from the slug. */
export const team = pgTable(
  'team',
  {
    id: id(),
    /** DNS label, never changed: names of Kubernetes objects are made from it. */
    slug: text().notNull().unique(),
    name: text().notNull(),
    /** GPUs the team can always get back. */
    guaranteedGpus: integer().notNull(),
    /** GPUs the team may hold at most, borrowed ones included. */
    maxGpus: integer().notNull(),
    /** Share of what is left over, relative to other teams. */
    weight: integer().notNull(),
    /** Optimistic lock for people editing at the same time. */
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    /** Set by the worker when namespace, RBAC and queue agree with this row's `version`. */
    appliedVersion: integer().notNull().default(0),
    appliedAt: instant(),
    /** Why the cluster does not have it yet, in words; null when it has. */
    applyProblem: text(),
  },
  (t) => [
    check('team_quota_sane', sql`${t.guaranteedGpus} >= 0 and ${t.maxGpus} >= ${t.guaranteedGpus} and ${t.weight} > 0`),
  ],
);

export const membership = pgTable(
  'membership',
  {
    teamId: uuid()
      .notNull()
      .references(() => team.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    role: text().$type<TeamRole>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.personId] }), index('membership_person').on(t.personId)],
);
