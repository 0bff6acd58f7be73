'use client';

import { useQuery } from '@tanstack/react-query';
import { ServerOff } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { formatCount, formatPercent, plural } from '#components/format.ts';
import { Page, PageHeader } from '#components/layout/page-header.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import { useTRPC } from '../../../_trpc/client.tsx';
import type { Capacity } from '../../_data/types.ts';
import { PoolsCard } from './pools-card.tsx';
import { TeamsTable } from './teams-table.tsx';

/** Where the cluster's GPUs are: by model and capacity type, and by team. */
export function CapacityView() {
  const trpc = useTRPC();
  const capacity = useQuery(trpc.capacity.get.queryOptions());
  return (
    <Page>
      <PageHeader
        title="Capacity"
        subtitle={
          capacity.data === undefined ? 'GPUs of the cluster and of every team.' : <Summary capacity={capacity.data} />
        }
      />
      <Loaded request={capacity} what="the capacity" skeleton={<CapacitySkeleton />}>
        {(data) => (
          <div className="flex flex-col gap-5">
            {data.observedAt === null ? (
              <div className="rounded-lg border border-line bg-surface">
                <EmptyState
                  icon={ServerOff}
                  title="The cluster has not been seen yet"
                  action={<ButtonLink href="/system">Setup and health</ButtonLink>}
                >
                  Its GPUs appear here as soon as it is up. The teams and their quotas are known already.
                </EmptyState>
              </div>
            ) : (
              <PoolsCard pools={data.pools} />
            )}
            <TeamsTable teams={data.teams} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Summary({ capacity: { pools, teams, observedAt } }: { capacity: Capacity }) {
  if (observedAt === null) return `${plural(teams.length, 'team')}; the cluster has not been seen yet.`;
  const total = pools.reduce((sum, pool) => sum + pool.total, 0);
  const used = pools.reduce((sum, pool) => sum + pool.used, 0);
  const waiting = teams.reduce((sum, team) => sum + team.waiting, 0);
  return (
    <span className="tabular">
      {formatCount(used)} of {formatCount(total)} GPUs in use{total > 0 && ` (${formatPercent(used / total)})`},{' '}
      {formatCount(waiting)} waited for · as of <ClockTime at={observedAt} />
    </span>
  );
}

function CapacitySkeleton() {
  return (
    <LoadingRegion label="Loading the capacity">
      <Skeleton className="h-72 w-full rounded-lg" />
      <Skeleton className="mt-5 h-96 w-full rounded-lg" />
    </LoadingRegion>
  );
}
