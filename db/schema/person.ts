import { pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';

export const platformRoles = ['oncall', 'finance', 'admin'] as const;
export type PlatformRole = (typeof platformRoles)[number];

/** Somebody who may sign in. `subject` is the OIDC `sub`, known after the first sign-in. */
export const person = pgTable('person', {
  id: id(),
  email: text().notNull().unique(),
  name: text().notNull(),
  subject: text().unique(),
  platformRoles: text().array().$type<PlatformRole[]>().notNull().default([]),
  createdAt: createdAt(),
  lastSignInAt: instant(),
});
