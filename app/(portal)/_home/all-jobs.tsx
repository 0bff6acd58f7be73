'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { plural } from '#components/format.ts';
import { Card } from '#components/ui/card.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useTRPC } from '../../_trpc/client.tsx';
import { JobRow } from './job-row.tsx';
import { allActive } from './queries.ts';

/** What runs or waits in all teams, for those who look after the cluster. */
export function AllJobs() {
  const trpc = useTRPC();
  const active = useQuery(trpc.jobs.list.queryOptions(allActive));
  return (
    <Loaded request={active} what="the active jobs" skeleton={<Skeleton className="h-96 w-full rounded-lg" />}>
      {({ jobs, total }) => (
        <Card
          title="Active jobs of all teams"
          flush
          actions={
            <TextLink href="/jobs?state=queued,admitted,starting,running,restarting" className="text-sm">
              {total > jobs.length ? `All ${plural(total, 'active job')}` : 'In the list of jobs'}
            </TextLink>
          }
        >
          {jobs.length === 0 ? (
            <EmptyState icon={CircleCheck} title="Nothing runs or waits">
              Jobs of all teams appear here as they are submitted.
            </EmptyState>
          ) : (
            <ul>
              {jobs.map((job) => (
                <JobRow key={job.id} job={job} ofOthers />
              ))}
            </ul>
          )}
        </Card>
      )}
    </Loaded>
  );
}
