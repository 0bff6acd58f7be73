import type { z } from 'zod';
import type { Context } from '#server/auth/context.ts';
import { loadJob } from './load-job.ts';
import { findEvents } from './repository.ts';
import type { listJobEventsOutput } from './schemas.ts';

/** What happened to a job, newest first. @throws AppError `not_found`, `forbidden` */
export async function listJobEvents(
  ctx: Pick<Context, 'actor' | 'db'>,
  { jobId }: { jobId: string },
): Promise<z.infer<typeof listJobEventsOutput>> {
  await loadJob(ctx, jobId);
  const rows = await findEvents(ctx.db, jobId);
  return {
    events: rows.map(({ objectKind, objectName, ...event }) => ({
      ...event,
      object: objectKind === null ? null : [objectKind, objectName].filter(Boolean).join(' '),
    })),
  };
}
