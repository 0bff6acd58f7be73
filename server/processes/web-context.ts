import { v7 } from 'uuid';
import { loadActor } from '#server/auth/load-actor.ts';
import { readSession } from '#server/auth/session.ts';
import { AppError } from '#server/lib/errors.ts';
import type { TrpcContext } from '#server/trpc/init.ts';
import { web } from './web-composition.ts';

/**
 * The context of a request: who is signed in, and what use cases may touch.
 * @throws AppError `unauthenticated` without a session, `forbidden` for a write from another site
 */
export async function webContext(request: Pick<Request, 'headers' | 'method'>): Promise<TrpcContext> {
  const { settings, db, ...parts } = await web();
  refuseOtherSites(request, settings.PUBLIC_URL);
  const personId = await readSession(request.headers.get('cookie'), settings.NEXTAUTH_SECRET);
  const actor = personId === null ? null : await loadActor(db, personId);
  if (!actor) throw new AppError('unauthenticated', 'Please sign in.');
  const requestId = request.headers.get('x-request-id')?.slice(0, 100) ?? v7();
  return { ...parts, db, actor, requestId, now: () => new Date() };
}

/** Cookies travel with requests that other sites start; SameSite=Lax stops most of them, this stops the rest. */
function refuseOtherSites(request: Pick<Request, 'headers' | 'method'>, publicUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== new URL(publicUrl).origin) {
    throw new AppError('forbidden', 'This request came from another site.');
  }
}
