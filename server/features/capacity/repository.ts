import { and, asc, eq, inArray, isNotNull, isNull, notInArray, sql } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { clusterNode, finishedStates, job, jobPod, team } from '#db/schema/index.ts';

/** A pod that holds its GPUs: bound to a node, not ended, not gone. */
const holding = and(
  isNotNull(jobPod.scheduledAt),
  isNull(jobPod.finishedAt),
  inArray(jobPod.phase, ['pending', 'starting', 'running']),
);
const gpuSum = sql`coalesce(sum(${jobPod.gpus}), 0)`.mapWith(Number);

/** Every node with the GPUs that pods hold on it. */
export function nodesInUse(db: Db) {
  const used = db
    .select({ node: jobPod.node, gpus: gpuSum.as('used_gpus') })
    .from(jobPod)
    .where(holding)
    .groupBy(jobPod.node)
    .as('used');
  return db
    .select({
      gpuModel: clusterNode.gpuModel,
      capacityType: clusterNode.capacityType,
      gpus: clusterNode.gpus,
      ready: clusterNode.ready,
      schedulable: clusterNode.schedulable,
      observedAt: clusterNode.observedAt,
      used: sql`coalesce(${used.gpus}, 0)`.mapWith(Number),
    })
    .from(clusterNode)
    .leftJoin(used, eq(used.node, clusterNode.name));
}

/**
 * Every team with its quota, the GPUs its pods hold, and those its jobs still wait for: what a job
 * asks for and has no pod bound for yet, until it runs. Sorted by name.
 * @param only ids of teams; default: all
 */
export function teamsInUse(db: Db, only?: readonly string[]) {
  const byJob = db
    .select({ jobId: jobPod.jobId, gpus: gpuSum.as('held_gpus') })
    .from(jobPod)
    .where(holding)
    .groupBy(jobPod.jobId)
    .as('by_job');
  const unstarted = sql`${job.state} not in ('running', 'succeeded', 'failed', 'stopped') and ${job.desiredState} = 'running'`;
  const demand = db
    .select({
      teamId: job.teamId,
      held: sql`sum(coalesce(${byJob.gpus}, 0))`.as('held'),
      waiting: sql`sum(greatest(0, ${job.gpus} - coalesce(${byJob.gpus}, 0))) filter (where ${unstarted})`.as(
        'waiting',
      ),
    })
    .from(job)
    .leftJoin(byJob, eq(byJob.jobId, job.id))
    // A finished job may still have a pod that is ending.
    .where(
      sql`${notInArray(job.state, [...finishedStates])} or ${job.id} in (select ${jobPod.jobId} from ${jobPod} where ${holding})`,
    )
    .groupBy(job.teamId)
    .as('demand');
  return db
    .select({
      id: team.id,
      slug: team.slug,
      name: team.name,
      guaranteed: team.guaranteedGpus,
      max: team.maxGpus,
      weight: team.weight,
      held: sql`coalesce(${demand.held}, 0)`.mapWith(Number),
      waiting: sql`coalesce(${demand.waiting}, 0)`.mapWith(Number),
    })
    .from(team)
    .leftJoin(demand, eq(demand.teamId, team.id))
    .where(only === undefined ? undefined : inArray(team.id, [...only]))
    .orderBy(asc(team.name), asc(team.slug));
}
