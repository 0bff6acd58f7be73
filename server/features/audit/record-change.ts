import type { Db } from '#db/client.ts';
import { audit } from '#db/schema/index.ts';
import type { Context } from '#server/auth/context.ts';
import type { Action } from '#server/auth/permissions.ts';

/** Writes the audit row of a change, in the change's own transaction. */
export async function recordChange(
  ctx: Pick<Context, 'actor' | 'requestId'>,
  tx: Db,
  change: {
    action: Action;
    resourceType: string;
    resourceId: string;
    teamId?: string;
    before?: unknown;
    after?: unknown;
  },
): Promise<void> {
  await tx.insert(audit).values({
    ...change,
    actorId: ctx.actor.personId,
    actorEmail: ctx.actor.email,
    requestId: ctx.requestId,
  });
}
