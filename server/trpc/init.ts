import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { z } from 'zod';
import type { Context } from '#server/auth/context.ts';
import type { Action } from '#server/auth/permissions.ts';
import type { ChangeFeed } from '#server/lib/change-feed.ts';
import { toAppError } from './errors.ts';

/** What a procedure gets: a use case's context and the feed of changes for subscriptions. */
export type TrpcContext = Context & { changes: ChangeFeed };

interface Meta {
  action: Action;
}

const t = initTRPC
  .context<TrpcContext>()
  .meta<Meta>()
  .create({
    transformer: superjson,
    sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 25_000 } },
    errorFormatter({ shape, error }) {
      const { code, fields } = toAppError(error);
      return { ...shape, data: { ...shape.data, stack: undefined, app: { code, fields } } };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/**
 * A procedure for signed-in people. The action it is for has to be named: without one it does not
 * compile. What the action is done to is checked by the use case, which knows the resource.
 *
 * @param action an action of `server/auth/permissions.ts`; tests read it from the procedure's meta
 */
export function procedure(action: Action) {
  return t.procedure.meta({ action }).use(async ({ ctx, next, path }) => {
    const result = await next();
    if (!result.ok) {
      const error = toAppError(result.error);
      const level = error.code === 'internal' ? 'error' : 'info';
      ctx.log[level]({ path, code: error.code, actor: ctx.actor.email, err: error.cause }, error.logMessage);
      throw new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
    }
    return result;
  });
}

const trpcCodes = {
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  invalid: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  unprocessable: 'UNPROCESSABLE_CONTENT',
  too_large: 'PAYLOAD_TOO_LARGE',
  rate_limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
} as const;

/** Input of procedures that need none. */
export const nothing = z.void();
