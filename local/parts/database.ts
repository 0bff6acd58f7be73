import { checkDatabase } from '../postgres/connect.ts';
import { startPostgres } from '../postgres/start.ts';
import { asStep } from '../steps.ts';
import type { Launch } from './context.ts';
import { launcherSteps } from './steps.ts';

/**
 * The database to use: the one given, or an embedded PostgreSQL.
 * @returns its address
 * @throws Error when the database cannot be used
 */
export async function provideDatabase({ config, home, ports, supervisor, endpoints, onStep }: Launch): Promise<string> {
  const { databaseUrl: given } = config.given;
  const databaseUrl =
    given ?? (await asStep(onStep, launcherSteps.database, start, () => `127.0.0.1:${ports.database}`));
  if (given !== undefined)
    await asStep(
      onStep,
      launcherSteps.database,
      () => checkDatabase(given),
      () => 'the one of DATABASE_URL',
    );
  endpoints.add({ database: databaseUrl });
  return databaseUrl;

  async function start(): Promise<string> {
    return (await startPostgres({ home, port: ports.database, supervisor })).databaseUrl;
  }
}
