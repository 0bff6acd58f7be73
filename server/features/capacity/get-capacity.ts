import type { z } from 'zod';
import { authorize, type Context } from '#server/auth/context.ts';
import { sumPools } from './domain/pools.ts';
import { nodesInUse, teamsInUse } from './repository.ts';
import type { capacityOutput } from './schemas.ts';

/**
 * The cluster's GPUs by model and capacity type, and every team's part of them, as the worker last saw them.
 * Everyone who is signed in may see it: whoever waits for GPUs wants to know where they are.
 */
export async function getCapacity(ctx: Pick<Context, 'actor' | 'db'>): Promise<z.infer<typeof capacityOutput>> {
  authorize(ctx, 'capacity.read');
  const [nodes, teams] = await Promise.all([nodesInUse(ctx.db), teamsInUse(ctx.db)]);
  const seen = nodes.map(({ observedAt }) => observedAt.getTime());
  return {
    observedAt: seen.length === 0 ? null : new Date(Math.max(...seen)),
    pools: sumPools(
      nodes.flatMap(({ gpuModel, capacityType, ...node }) =>
        gpuModel === null || capacityType === null ? [] : [{ gpuModel, capacityType, ...node }],
      ),
    ),
    teams: teams.map((team) => ({ ...team, borrowed: Math.max(0, team.held - team.guaranteed) })),
  };
}
