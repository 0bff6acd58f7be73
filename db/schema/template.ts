import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns.ts';
import { person } from './person.ts';
import { team } from './team.ts';

/** What jobs are made from. `teamId` null: the platform's own. */
export const template = pgTable(
  'template',
  {
    id: id(),
    slug: text().notNull(),
    teamId: uuid().references(() => team.id),
    latestVersion: integer().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('template_slug_in_team').on(t.teamId, t.slug).nullsNotDistinct(),
    uniqueIndex('template_platform_slug').on(t.slug).where(sql`${t.teamId} is null`),
  ],
);

/** An immutable version. `content` is parsed by the templates feature's schema on every read. */
export const templateVersion = pgTable(
  'template_version',
  {
    id: id(),
    templateId: uuid()
      .notNull()
      .references(() => template.id),
    version: integer().notNull(),
    content: jsonb().notNull(),
    /** SHA-256 of the canonical content, hexadecimal: publishing the same twice makes one version. */
    contentHash: text().notNull(),
    createdBy: uuid().references(() => person.id),
    createdAt: createdAt(),
  },
  (t) => [
    unique('template_version_number').on(t.templateId, t.version),
    index('template_version_template').on(t.templateId),
  ],
);
