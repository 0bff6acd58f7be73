import { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { webContext } from '#server/processes/web-context.ts';
import { toAppError } from '#server/trpc/errors.ts';
import { appRouter } from '#server/trpc/root.ts';

/** Largest request: forms are small; what is larger is a mistake or an attack. */
const MAX_BODY_BYTES = 1024 * 1024;
const MAX_BATCH = 10;

async function handler(request: Request): Promise<Response> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) {
    return Response.json(
      { error: { message: 'The request is larger than 1 MiB.', data: { app: { code: 'too_large', fields: {} } } } },
      { status: 413 },
    );
  }
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    maxBatchSize: MAX_BATCH,
    allowMethodOverride: true,
    createContext: async () => {
      try {
        return await webContext(request);
      } catch (error) {
        const app = toAppError(error);
        throw new TRPCError({
          code:
            app.code === 'unauthenticated'
              ? 'UNAUTHORIZED'
              : app.code === 'forbidden'
                ? 'FORBIDDEN'
                : 'SERVICE_UNAVAILABLE',
          message: app.message,
          cause: app,
        });
      }
    },
  });
}

export { handler as GET, handler as POST };
