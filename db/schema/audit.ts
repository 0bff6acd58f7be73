import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns.ts';

/** Who did what to what, before and after. One row for every write, in the same transaction. */
export const audit = pgTable(
  'audit',
  {
    id: id(),
    at: createdAt(),
    /** Null: the platform itself (seed, repair). */
    actorId: uuid(),
    actorEmail: text().notNull(),
    /** An action of `server/auth/permissions.ts`. */
    action: text().notNull(),
    resourceType: text().notNull(),
    resourceId: text().notNull(),
    teamId: uuid(),
    before: jsonb(),
    after: jsonb(),
    requestId: text(),
  },
  (t) => [
    index('audit_resource').on(t.resourceType, t.resourceId, t.at.desc()),
    index('audit_team').on(t.teamId, t.at.desc()),
    index('audit_at').on(t.at.desc()),
  ],
);
