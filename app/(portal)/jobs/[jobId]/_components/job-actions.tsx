'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleStop, CopyPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { isFinished } from '#components/ui/state-badge.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';
import type { Job } from '../../../_data/types.ts';
import { StopEffect } from './stop-effect.tsx';

const ConfirmDialog = dynamic(
  () => import('#components/ui/confirm-dialog.tsx').then((module) => module.ConfirmDialog),
  { ssr: false },
);

/** What this person may do with this job now. */
export function JobActions({ job }: { job: Job }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const stop = useMutation(
    trpc.jobs.stop.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        toast('good', `Stopping ${job.name}.`);
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.jobs.get.queryKey({ jobId: job.id }) }),
    }),
  );
  return (
    <>
      {job.may.stop && !isFinished(job.state) && (
        <Button icon={<CircleStop aria-hidden />} disabled={job.stopping} onClick={() => setAsking(true)}>
          {job.stopping ? 'Stopping' : 'Stop'}
        </Button>
      )}
      {job.may.clone && (
        <ButtonLink
          href={`/jobs/new?template=${job.templateSlug}&from=${job.id}`}
          variant={isFinished(job.state) ? 'primary' : 'secondary'}
          icon={<CopyPlus aria-hidden />}
        >
          Clone
        </ButtonLink>
      )}
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title={`Stop ${job.name}?`}
          effect={<StopEffect job={job} />}
          action={`Stop ${job.name}`}
          onConfirm={() => stop.mutate({ jobId: job.id })}
          pending={stop.isPending}
          error={stop.error?.message}
        />
      )}
    </>
  );
}
