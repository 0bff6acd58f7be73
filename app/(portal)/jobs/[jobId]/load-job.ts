import 'server-only';

import { TRPCError } from '@trpc/server';
import { cache } from 'react';
import { getQueryClient, trpc } from '../../../_trpc/server.tsx';
import type { Job } from '../../_data/types.ts';

/** The job of the address, asked for once in a request; null for an unknown one, or another team's. */
export const loadJob = cache(async (jobId: string): Promise<Job | null> => {
  try {
    return await getQueryClient().fetchQuery(trpc.jobs.get.queryOptions({ jobId }));
  } catch (error) {
    if (error instanceof TRPCError && ['NOT_FOUND', 'FORBIDDEN', 'BAD_REQUEST'].includes(error.code)) return null;
    throw error;
  }
});
