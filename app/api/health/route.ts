/** Liveness: the process answers. Says nothing about what it depends on; `/api/ready` does. */
export function GET(): Response {
  return Response.json({ status: 'alive' }, { headers: { 'cache-control': 'no-store' } });
}

export const dynamic = 'force-dynamic';
