import { readJobLogs } from '#server/features/jobs/read-job-logs.ts';
import { jobIdInput, jobLogsQuery } from '#server/features/jobs/schemas.ts';
import { problemResponse } from '#server/lib/problem.ts';
import { streamBody } from '#server/lib/stream-body.ts';
import { webContext } from '#server/processes/web-context.ts';
import { toAppError } from '#server/trpc/errors.ts';
import type { TrpcContext } from '#server/trpc/init.ts';

export const dynamic = 'force-dynamic';

/**
 * A pod's log as plain text, as it comes: `?pod=<uid>&follow=1&tail=1000&download=1`.
 * The header `x-log-source` says whether it is `live` or from the `archive`.
 */
export async function GET(request: Request, { params }: { params: Promise<{ jobId: string }> }): Promise<Response> {
  const url = new URL(request.url);
  let ctx: TrpcContext | null = null;
  try {
    ctx = await webContext(request);
    const { log } = ctx;
    const { jobId } = jobIdInput.parse(await params);
    const { pod, follow, tail, download } = jobLogsQuery.parse(Object.fromEntries(url.searchParams));
    const left = new AbortController();
    const signal = AbortSignal.any([request.signal, left.signal]);
    const logs = await readJobLogs(ctx, { jobId, pod, follow: follow === '1', tail }, signal);
    const body = streamBody(logs.content, {
      failure: (error) => log.warn({ err: error, jobId, pod }, 'a log broke off'),
      leave: () => left.abort(),
    });
    return new Response(body, {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'x-content-type-options': 'nosniff',
        // Proxies must neither collect nor compress what is read line by line.
        'x-accel-buffering': 'no',
        'cache-control': 'no-store, no-transform',
        'x-log-source': logs.source,
        ...(download === '1' && { 'content-disposition': `attachment; filename="${logs.fileName}"` }),
      },
    });
  } catch (error) {
    const problem = toAppError(error);
    if (problem.code === 'internal') ctx?.log.error({ err: error, path: url.pathname }, problem.logMessage);
    return problemResponse(problem, { path: url.pathname, requestId: ctx?.requestId });
  }
}
