'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Page, PageHeader } from '#components/layout/page-header.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { useHydrated, useNow } from '#components/ui/clock.tsx';
import { useTRPC } from '../../_trpc/client.tsx';
import { seesAllTeams, submitTeams } from '../_data/may.ts';
import { useJobChanges } from '../_data/use-job-changes.ts';
import { useMe } from '../_shell/me.tsx';
import { AllJobs } from './all-jobs.tsx';
import { ClusterCard } from './cluster-card.tsx';
import { describeJobs, greeting } from './describe.ts';
import { MyJobs } from './my-jobs.tsx';
import { NoTeam } from './no-team.tsx';
import { Notices } from './notices.tsx';
import { homeQueries } from './queries.ts';
import { TeamsCard } from './teams-card.tsx';

/** What goes on, for this person: jobs, the GPUs of their teams, what needs a look. */
export function Home() {
  const me = useMe();
  const trpc = useTRPC();
  useJobChanges();
  const active = useQuery(trpc.jobs.list.queryOptions(homeQueries(me).active));
  const hydrated = useHydrated();
  const now = useNow(60);
  const hour = hydrated ? new Date(now).getHours() : 2;
  const inTeam = me.teams.length > 0;
  const caresForAll = seesAllTeams(me);
  return (
    <Page>
      <PageHeader
        title={greeting(hour, me.name)}
        subtitle={
          !inTeam && caresForAll
            ? 'The whole cluster, all teams.'
            : active.data === undefined
              ? 'Your jobs, your teams and what needs a look.'
              : describeJobs(active.data.jobs)
        }
        actions={
          submitTeams(me).length > 0 && (
            <ButtonLink href="/templates" variant="primary" icon={<Plus aria-hidden />}>
              New job
            </ButtonLink>
          )
        }
      />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {inTeam && <MyJobs />}
          {!inTeam && !caresForAll && <NoTeam />}
          {caresForAll && <AllJobs />}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Notices />
          {inTeam && <TeamsCard />}
          {caresForAll && <ClusterCard />}
        </div>
      </div>
    </Page>
  );
}
