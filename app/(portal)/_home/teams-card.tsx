'use client';

import { useQuery } from '@tanstack/react-query';
import { Legend } from '#components/charts/legend.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { Card } from '#components/ui/card.tsx';
import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import { useTRPC } from '../../_trpc/client.tsx';
import { useMe } from '../_shell/me.tsx';
import { describeTeam, TeamBar, teamLegend } from '../capacity/_components/team-bar.tsx';

/** The GPUs of each of the person's teams. */
export function TeamsCard() {
  const me = useMe();
  const trpc = useTRPC();
  const capacity = useQuery(trpc.capacity.get.queryOptions());
  const mine = new Set(me.teams.map((team) => team.id));
  const many = me.teams.length > 1;
  return (
    <Card
      title={many ? "My teams' GPUs" : "My team's GPUs"}
      actions={
        <TextLink href="/capacity" className="text-sm">
          Capacity
        </TextLink>
      }
    >
      <Loaded request={capacity} what="the GPUs of your teams" skeleton={<TeamsSkeleton rows={me.teams.length} />}>
        {({ teams, observedAt }) => {
          const shown = teams.filter((team) => mine.has(team.id));
          const end = Math.max(1, ...shown.map((team) => Math.max(team.max, team.held + team.waiting)));
          return (
            <>
              <ul className="flex flex-col gap-4">
                {shown.map((team) => (
                  <li key={team.id}>
                    <div className="mb-1.5 flex items-baseline justify-between gap-3">
                      <TextLink href={`/jobs?team=${team.slug}`} className="truncate text-sm text-text!">
                        {team.name}
                      </TextLink>
                      <span className="tabular shrink-0 text-text-2 text-xs">max {team.max}</span>
                    </div>
                    <TeamBar team={team} end={end} />
                    <p className="tabular mt-1.5 text-text-2 text-xs">{describeTeam(team)}</p>
                  </li>
                ))}
              </ul>
              <div className="mt-4 border-line border-t pt-3">
                <Legend items={teamLegend} />
                {observedAt === null && (
                  <p className="mt-2 text-text-2 text-xs">The cluster has not been seen yet: nothing is held so far.</p>
                )}
                {observedAt !== null && (
                  <p className="mt-2 text-text-3 text-xs">
                    As of <ClockTime at={observedAt} />
                  </p>
                )}
              </div>
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function TeamsSkeleton({ rows }: { rows: number }) {
  return (
    <LoadingRegion label="Loading the GPUs of your teams">
      {Array.from({ length: rows }, (_, at) => at).map((row) => (
        <div key={row} className="mb-4">
          <Skeleton className="mb-2 h-4 w-24" />
          <Skeleton className="mb-2 h-3.5 w-full" />
          <Skeleton className="h-3 w-40" />
        </div>
      ))}
    </LoadingRegion>
  );
}
