import { ne, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { clusterNode, team } from '#db/schema/index.ts';
import { invalid } from '#server/lib/errors.ts';

/** Serialises everybody who changes guarantees: each of two at once could fit while both together do not. */
const GUARANTEES_LOCK = 7_315_204;

/**
 * Refuses a guarantee that, with those of the other teams, exceeds the GPUs in the cluster. While the
 * cluster has never been seen there is nothing to compare with, and it passes.
 *
 * @param tx a transaction; holds a lock until its end
 * @throws AppError `invalid` at `guaranteedGpus`
 */
export async function checkGuarantees(tx: Db, wanted: { teamId?: string; guaranteedGpus: number }): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${GUARANTEES_LOCK})`);
  const [nodes] = await tx.select({ gpus: sql<number>`coalesce(sum(${clusterNode.gpus}), 0)::int` }).from(clusterNode);
  const [others] = await tx
    .select({ gpus: sql<number>`coalesce(sum(${team.guaranteedGpus}), 0)::int` })
    .from(team)
    .where(wanted.teamId === undefined ? undefined : ne(team.id, wanted.teamId));
  const total = nodes?.gpus ?? 0;
  const taken = others?.gpus ?? 0;
  if (total === 0 || taken + wanted.guaranteedGpus <= total) return;
  throw invalid({
    guaranteedGpus: `The cluster has ${total} GPUs and other teams are guaranteed ${taken}: at most ${Math.max(0, total - taken)} are left.`,
  });
}
