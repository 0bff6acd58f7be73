'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../../_trpc/client.tsx';
import type { Job } from '../../../_data/types.ts';

/** The job of this page: loaded before the page was sent, kept fresh by the frame. */
export function useJob(jobId: string): Job {
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.jobs.get.queryOptions({ jobId }));
  if (data === undefined) throw error ?? new Error('the job has not been loaded');
  return data;
}
