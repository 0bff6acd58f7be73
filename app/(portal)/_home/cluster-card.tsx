'use client';

import { useQuery } from '@tanstack/react-query';
import { Loaded } from '#components/feedback/loaded.tsx';
import { formatCount, formatPercent } from '#components/format.ts';
import { Card } from '#components/ui/card.tsx';
import { Figures } from '#components/ui/key-values.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useTRPC } from '../../_trpc/client.tsx';
import { allActive } from './queries.ts';

/** The whole cluster in numbers, for those who look after it. */
export function ClusterCard() {
  const trpc = useTRPC();
  const capacity = useQuery(trpc.capacity.get.queryOptions());
  const active = useQuery(trpc.jobs.list.queryOptions(allActive));
  return (
    <Card
      title="Whole cluster"
      actions={
        <TextLink href="/jobs?state=queued,admitted,starting,running,restarting" className="text-sm">
          Active jobs
        </TextLink>
      }
    >
      <Loaded request={capacity} what="the cluster's numbers" skeleton={<Skeleton className="h-24 w-full" />}>
        {({ pools, teams, observedAt }) => {
          if (observedAt === null) return <p className="text-sm text-text-2">The cluster has not been seen yet.</p>;
          const sum = (key: 'total' | 'used' | 'unavailable') => pools.reduce((all, pool) => all + pool[key], 0);
          const waiting = teams.reduce((all, team) => all + team.waiting, 0);
          const total = sum('total');
          return (
            <Figures
              items={[
                {
                  key: 'GPUs in use',
                  value: `${formatCount(sum('used'))} of ${formatCount(total)}`,
                  note: total === 0 ? undefined : formatPercent(sum('used') / total),
                },
                { key: 'GPUs waited for', value: formatCount(waiting) },
                { key: 'GPUs unavailable', value: formatCount(sum('unavailable')) },
                { key: 'Active jobs', value: active.data === undefined ? '–' : formatCount(active.data.total) },
              ]}
            />
          );
        }}
      </Loaded>
    </Card>
  );
}
