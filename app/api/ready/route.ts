import { checkReadiness } from '#server/features/system/check-readiness.ts';
import { web } from '#server/processes/web-composition.ts';

export const dynamic = 'force-dynamic';

/** Readiness: 200 while the portal can serve people, else 503; in both cases each component's state and age. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness(web);
  return Response.json(readiness, {
    status: readiness.status === 'ready' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
