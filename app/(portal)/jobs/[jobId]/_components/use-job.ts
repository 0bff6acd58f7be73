'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../../_trpc/client.tsx';
import type { Job } from '../../../_data/types.ts';

/** Time alone makes a held GPU cost more, and no event says so: while it is held, the cost is asked for again. */
const COST_EVERY_MS = 10_000;

/** The job of this page: loaded before the page was sent, kept fresh by the frame. */
export function useJob(jobId: string): Job {
  const trpc = useTRPC();
  const { data, error } = useQuery(
    trpc.jobs.get.queryOptions(
      { jobId },
      { refetchInterval: ({ state }) => (state.data?.cost.running === true ? COST_EVERY_MS : false) },
    ),
  );
  if (data === undefined) throw error ?? new Error('the job has not been loaded');
  return data;
}
