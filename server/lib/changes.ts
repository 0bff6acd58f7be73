import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#db/client.ts';

/** PostgreSQL channel on which processes tell each other what changed. */
export const CHANGES_CHANNEL = 'changes';

/** What changed; sent inside the transaction that changed it, so it is heard at commit or never. */
export const changeSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('job'), jobId: z.uuid(), teamId: z.uuid(), ownerId: z.uuid() }),
  z.object({ topic: z.literal('team'), teamId: z.uuid() }),
  z.object({ topic: z.literal('capacity') }),
  z.object({ topic: z.literal('components') }),
  z.object({ topic: z.literal('templates') }),
]);
export type Change = z.infer<typeof changeSchema>;

/** Announces a change to every process when the surrounding transaction commits (`NOTIFY`). */
export async function announce(db: Db, change: Change): Promise<void> {
  await db.execute(sql`select pg_notify(${CHANGES_CHANNEL}, ${JSON.stringify(change)})`);
}
