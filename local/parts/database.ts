import { startPostgres } from '../postgres/start.ts';
import { asStep, skip } from '../steps.ts';
import type { Launch } from './context.ts';
import { launcherSteps } from './steps.ts';

/**
 * The database to use: the one given, or an embedded PostgreSQL.
 * @returns its address
 */
export async function provideDatabase({ config, home, ports, supervisor, endpoints, onStep }: Launch): Promise<string> {
  const { databaseUrl: given } = config.given;
  if (given !== undefined) skip(onStep, launcherSteps.database, 'DATABASE_URL is set: that database is used');
  const databaseUrl =
    given ?? (await asStep(onStep, launcherSteps.database, start, () => `127.0.0.1:${ports.database}`));
  endpoints.add({ database: databaseUrl });
  return databaseUrl;

  async function start(): Promise<string> {
    return (await startPostgres({ home, port: ports.database, supervisor })).databaseUrl;
  }
}
