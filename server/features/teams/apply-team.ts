import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { audit, team } from '#db/schema/index.ts';
import { type Impersonation, type Kubernetes, KubernetesRefused } from '#server/adapters/kubernetes/port.ts';
import type { Queue } from '#server/adapters/kubernetes/types.ts';
import { impersonate } from '#server/auth/impersonate.ts';
import { loadActor } from '#server/auth/load-actor.ts';
import { platformActor } from '#server/auth/platform-actor.ts';
import { announce } from '#server/lib/changes.ts';
import { messageOf } from '#server/lib/errors.ts';
import type { Logger } from '#server/lib/logger.ts';
import { queueAgrees, teamObjects } from './team-objects.ts';

/** What applying needs; the worker's part of a use case's context. */
export interface ApplyContext {
  db: Db;
  kubernetes: Kubernetes;
  now: () => Date;
  log: Logger;
}

/**
 * Brings a team's namespace, rights and queue to what its row says, as the administrator who asked
 * last. Applying twice is harmless. The row says how it went (`appliedVersion`, `applyProblem`).
 *
 * @returns whether Kubernetes now has it; false: try again later
 */
export async function applyTeam(ctx: ApplyContext, teamId: string): Promise<boolean> {
  const [row] = await ctx.db.select().from(team).where(eq(team.id, teamId));
  if (row === undefined) return true;
  try {
    await ctx.kubernetes.apply(await whoAsked(ctx.db, teamId), teamObjects(row));
  } catch (error) {
    const problem = inWords(error);
    if (row.applyProblem !== problem) {
      ctx.log.warn({ team: row.slug, problem: messageOf(error) }, 'team cannot be applied');
      await record(ctx.db, teamId, { applyProblem: problem });
    }
    return false;
  }
  // A change made meanwhile has a higher version and its own work in the queue.
  if (row.appliedVersion !== row.version || row.applyProblem !== null) {
    await record(ctx.db, teamId, { appliedVersion: row.version, appliedAt: ctx.now(), applyProblem: null });
  }
  return true;
}

/** Ids of the teams whose rows changed since they were last applied. */
export async function teamsToApply(db: Db): Promise<string[]> {
  const rows = await db.select({ id: team.id }).from(team).where(lt(team.appliedVersion, team.version));
  return rows.map(({ id }) => id);
}

/** Ids of all teams, for the repair of whatever was changed behind the portal. */
export async function allTeams(db: Db): Promise<string[]> {
  return (await db.select({ id: team.id }).from(team)).map(({ id }) => id);
}

/** @returns the team of this queue when its numbers are no longer those of the team's row, else null */
export async function driftedTeam(db: Db, queue: Queue): Promise<string | null> {
  const [row] = await db.select().from(team).where(eq(team.slug, queue.metadata.name));
  if (row === undefined || row.appliedVersion !== row.version) return null;
  return queueAgrees(row, queue) ? null : row.id;
}

/**
 * The administrator of the last change. Repairs go on in their name while they are one; without
 * such a person (the demo data, somebody who left) it is the platform's own doing.
 */
async function whoAsked(db: Db, teamId: string): Promise<Impersonation> {
  const [last] = await db
    .select({ actorId: audit.actorId })
    .from(audit)
    .where(
      and(
        eq(audit.resourceType, 'team'),
        eq(audit.resourceId, teamId),
        inArray(audit.action, ['team.create', 'team.set-quota']),
      ),
    )
    .orderBy(desc(audit.at))
    .limit(1);
  const actor = last?.actorId == null ? null : await loadActor(db, last.actorId);
  return impersonate(actor?.platformRoles.includes('admin') ? actor : platformActor);
}

async function record(db: Db, teamId: string, change: Partial<typeof team.$inferInsert>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(team).set(change).where(eq(team.id, teamId));
    await announce(tx, { topic: 'team', teamId });
  });
}

function inWords(error: unknown): string {
  if (error instanceof KubernetesRefused) return `Kubernetes refused it: ${error.message}`;
  return `Waiting for the cluster: ${messageOf(error)}`;
}
