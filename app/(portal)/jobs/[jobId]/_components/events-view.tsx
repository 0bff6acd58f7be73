'use client';

import { useQuery } from '@tanstack/react-query';
import { Circle, History, TriangleAlert } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { RawMessage } from '#components/ui/disclosure.tsx';
import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';
import type { JobEvent } from '../../../_data/types.ts';

/** What happened to the job, in plain words, the latest first. */
export function EventsView({ jobId }: { jobId: string }) {
  const trpc = useTRPC();
  const events = useQuery(trpc.jobs.events.queryOptions({ jobId }));
  return (
    <Loaded request={events} what="the events" skeleton={<EventsSkeleton />}>
      {({ events: all }) =>
        all.length === 0 ? (
          <EmptyState icon={History} title="No events yet">
            What the cluster does with the job appears here as it happens.
          </EmptyState>
        ) : (
          <ol className="rounded-lg border border-line bg-surface">
            {all.map((event) => (
              <Event key={event.id} event={event} />
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}

function Event({ event }: { event: JobEvent }) {
  const raw = [event.rawReason, event.rawMessage].filter((part) => part !== null).join(': ');
  return (
    <li className="flex gap-3 border-line border-t px-4 py-3 first:border-t-0">
      {event.kind === 'warning' ? (
        <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-label="Warning" />
      ) : (
        <Circle className="mt-1.5 size-2 shrink-0 fill-current text-text-3 max-sm:mx-1 sm:mx-1" aria-hidden />
      )}
      <div className="min-w-0 flex-1">
        <p className="text-sm">{event.text}</p>
        <p className="text-text-3 text-xs">
          {event.object}
          {event.count > 1 && ` · ${event.count} times`}
        </p>
        {raw !== '' && <RawMessage text={raw} />}
      </div>
      <span className="shrink-0 text-text-2 text-xs">
        <RelativeTime at={event.lastAt} />
      </span>
    </li>
  );
}

function EventsSkeleton() {
  return (
    <LoadingRegion label="Loading the events" className="rounded-lg border border-line bg-surface p-4">
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <Skeleton key={row} className="my-4 h-4 w-2/3" />
      ))}
    </LoadingRegion>
  );
}
