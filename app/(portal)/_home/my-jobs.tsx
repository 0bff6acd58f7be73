'use client';

import { useQuery } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useTRPC } from '../../_trpc/client.tsx';
import { useMe } from '../_shell/me.tsx';
import { JobRow } from './job-row.tsx';
import { homeQueries } from './queries.ts';

const SHOWN_ACTIVE = 12;

/** What runs or waits, and below it what was submitted last. */
export function MyJobs() {
  const me = useMe();
  const trpc = useTRPC();
  const inputs = homeQueries(me);
  const active = useQuery(trpc.jobs.list.queryOptions(inputs.active));
  const latest = useQuery(trpc.jobs.list.queryOptions(inputs.latest));
  const mine = `/jobs?owner=${encodeURIComponent(me.email)}`;
  const skeleton = <JobsSkeleton />;
  return (
    <>
      <Loaded request={active} what="your running jobs" skeleton={skeleton}>
        {({ jobs, total }) =>
          jobs.length > 0 && (
            <Card title="Running and waiting" flush>
              <ul>
                {jobs.slice(0, SHOWN_ACTIVE).map((job) => (
                  <JobRow key={job.id} job={job} />
                ))}
              </ul>
              {total > SHOWN_ACTIVE && (
                <p className="border-line border-t px-4 py-2.5 text-sm">
                  <TextLink href={`${mine}&state=queued,admitted,starting,running,restarting`}>
                    All {total} of them
                  </TextLink>
                </p>
              )}
            </Card>
          )
        }
      </Loaded>
      <Loaded request={latest} what="your latest jobs" skeleton={skeleton}>
        {({ jobs }) => (
          <Card
            title="Latest jobs"
            flush
            actions={
              jobs.length > 0 && (
                <TextLink href={mine} className="text-sm">
                  All my jobs
                </TextLink>
              )
            }
          >
            {jobs.length === 0 ? (
              <EmptyState
                icon={Rocket}
                title="No job yet"
                action={
                  <ButtonLink href="/templates" variant="secondary">
                    Choose a template
                  </ButtonLink>
                }
              >
                A job is a training run on the cluster's GPUs. A template brings image, command and resources; you fill
                in the rest in a minute.
              </EmptyState>
            ) : (
              <ul>
                {jobs.map((job) => (
                  <JobRow key={job.id} job={job} />
                ))}
              </ul>
            )}
          </Card>
        )}
      </Loaded>
    </>
  );
}

function JobsSkeleton() {
  return (
    <LoadingRegion label="Loading your jobs" className="rounded-lg border border-line bg-surface p-4">
      <Skeleton className="mb-5 h-4 w-32" />
      {['a', 'b', 'c', 'd'].map((row) => (
        <div key={row} className="flex h-14 items-center gap-4">
          <Skeleton className="h-5 w-20 rounded-full" />
          <Skeleton className="h-4 w-48" />
        </div>
      ))}
    </LoadingRegion>
  );
}
