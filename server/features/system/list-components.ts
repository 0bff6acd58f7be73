import type { z } from 'zod';
import type { Db } from '#db/client.ts';
import { componentStatus } from '#db/schema/index.ts';
import type { componentsOutput } from './schemas.ts';

/** Every component that ever reported, in the order of their names, with the time of its last news. */
export async function listComponents(db: Db): Promise<z.infer<typeof componentsOutput>> {
  const components = await db.select().from(componentStatus).orderBy(componentStatus.name);
  return { components };
}
