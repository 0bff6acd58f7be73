'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Users } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Column } from '#components/data-table/columns.ts';
import { DataTable } from '#components/data-table/data-table.tsx';
import { TableSkeleton } from '#components/data-table/table-skeleton.tsx';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { formatCount, plural } from '#components/format.ts';
import { Page, PageHeader } from '#components/layout/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';
import { isAdmin } from '../../../_data/may.ts';
import type { Me, TeamSummary } from '../../../_data/types.ts';
import { useMe } from '../../../_shell/me.tsx';

const CreateTeam = dynamic(() => import('./create-team.tsx').then((module) => module.CreateTeam), { ssr: false });

const columns: readonly Column<TeamSummary>[] = [
  {
    id: 'team',
    header: 'Team',
    phone: 'title',
    cell: (team) => (
      <>
        <TextLink href={`/admin/teams/${team.slug}`} data-row-link="" className="text-text!">
          {team.name}
        </TextLink>
        <code className="block font-mono text-text-3 text-xs">{team.slug}</code>
      </>
    ),
  },
  { id: 'guaranteed', header: 'Guaranteed GPUs', align: 'right', cell: (team) => formatCount(team.guaranteedGpus) },
  { id: 'max', header: 'Max GPUs', align: 'right', cell: (team) => formatCount(team.maxGpus) },
  { id: 'weight', header: 'Weight', align: 'right', cell: (team) => formatCount(team.weight) },
];

const leads = (me: Me, team: TeamSummary) => me.teams.some((one) => one.id === team.id && one.role === 'lead');

/** The teams this person looks after. */
export function TeamsView() {
  const me = useMe();
  const trpc = useTRPC();
  const teams = useQuery(trpc.teams.list.queryOptions());
  const [creating, setCreating] = useState(false);
  const admin = isAdmin(me);
  const mine = (all: readonly TeamSummary[]) => (admin ? all : all.filter((team) => leads(me, team)));
  return (
    <Page>
      <PageHeader
        title="Teams"
        subtitle={teams.data === undefined ? 'Quotas and members.' : summaryOf(mine(teams.data.teams), admin)}
        actions={
          admin && (
            <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
              Create team
            </Button>
          )
        }
      />
      <div className="rounded-lg border border-line bg-surface [--table-top:3rem]">
        <Loaded request={teams} what="the teams" skeleton={<TableSkeleton label="Loading the teams" columns={4} />}>
          {(data) =>
            mine(data.teams).length === 0 ? (
              <EmptyState icon={Users} title="No team yet">
                A team holds a share of the cluster's GPUs; people submit jobs for it.
              </EmptyState>
            ) : (
              <DataTable
                caption="Teams"
                columns={columns}
                rows={mine(data.teams)}
                rowKey={(team) => team.id}
                keyboard
              />
            )
          }
        </Loaded>
      </div>
      {creating && <CreateTeam onClose={() => setCreating(false)} />}
    </Page>
  );
}

function summaryOf(teams: readonly TeamSummary[], admin: boolean): string {
  const guaranteed = teams.reduce((sum, team) => sum + team.guaranteedGpus, 0);
  return `${plural(teams.length, 'team')}${admin ? '' : ' that you lead'}, ${plural(guaranteed, 'GPU')} guaranteed.`;
}
