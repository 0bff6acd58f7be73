import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { componentStatus } from '#db/schema/index.ts';
import { announce } from '#server/lib/changes.ts';

export type ComponentReport = Omit<typeof componentStatus.$inferInsert, 'observedAt'>;

/**
 * Writes the state of a part of the system, as the process that knows it. News are announced; that
 * it is still so only renews `observedAt`.
 */
export async function reportComponent(db: Db, report: ComponentReport, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const same = and(
      eq(componentStatus.name, report.name),
      eq(componentStatus.state, report.state),
      eq(componentStatus.detail, report.detail ?? ''),
      sql`${componentStatus.progress} is not distinct from ${report.progress ?? null}`,
    );
    const renewed = await tx
      .update(componentStatus)
      .set({ observedAt: now })
      .where(same)
      .returning({ name: componentStatus.name });
    if (renewed.length > 0) return;
    const row = { ...report, observedAt: now };
    await tx.insert(componentStatus).values(row).onConflictDoUpdate({ target: componentStatus.name, set: row });
    await announce(tx, { topic: 'components' });
  });
}
