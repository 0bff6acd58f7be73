import type { TestProject } from 'vitest/node';
import { startTestPostgres } from '#local/postgres/testing.ts';
import { migrateDatabase } from './migrate.ts';
import { admin, TEMPLATE_DATABASE } from './testing.ts';

/** Starts a real PostgreSQL for the whole run and migrates the database that the tests copy. */
export default async function setup(_project: TestProject): Promise<() => Promise<void>> {
  const { databaseUrl, stop } = await startTestPostgres();
  await admin(databaseUrl, `create database ${TEMPLATE_DATABASE}`);
  const template = new URL(databaseUrl);
  template.pathname = `/${TEMPLATE_DATABASE}`;
  await migrateDatabase(template.href);
  process.env.TEST_DATABASE_URL = databaseUrl;
  return stop;
}
