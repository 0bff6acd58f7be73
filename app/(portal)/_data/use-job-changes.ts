'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useTRPC } from '../../_trpc/client.tsx';
import { useBatched } from './use-batched.ts';
import { useVisible } from './use-visible.ts';

const LIST_MILLISECONDS = 1_000;
const ONE_JOB_MILLISECONDS = 200;

/** Keeps what is shown of jobs (or of one job) as it is in the cluster: changes are heard, nothing is polled. */
export function useJobChanges(jobId?: string): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useBatched<string | undefined>(
    (jobIds) => {
      void queryClient.invalidateQueries({ queryKey: trpc.jobs.list.queryKey() });
      for (const id of new Set(jobIds)) {
        if (id === undefined) continue;
        void queryClient.invalidateQueries({ queryKey: trpc.jobs.get.queryKey({ jobId: id }) });
        void queryClient.invalidateQueries({ queryKey: trpc.jobs.events.queryKey({ jobId: id }) });
      }
    },
    jobId === undefined ? LIST_MILLISECONDS : ONE_JOB_MILLISECONDS,
  );
  const visible = useVisible();
  useSubscription(
    trpc.jobs.onChange.subscriptionOptions(jobId === undefined ? {} : { jobId }, {
      enabled: visible,
      // What changed before the stream stood was not heard: since the page was made, or while it was cut off.
      onStarted: () => refresh(jobId),
      onData: (change) => refresh(change.jobId),
    }),
  );
}
