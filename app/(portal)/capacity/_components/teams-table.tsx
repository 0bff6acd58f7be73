'use client';

import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { Legend } from '#components/charts/legend.tsx';
import type { Column } from '#components/data-table/columns.ts';
import { DataTable } from '#components/data-table/data-table.tsx';
import { formatCount } from '#components/format.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TeamCapacity } from '../../_data/types.ts';
import { useMe } from '../../_shell/me.tsx';
import { sortTeams, teamSorts } from './sort-teams.ts';
import { TeamBar, teamLegend } from './team-bar.tsx';

/** One bar a team, all on the same scale; click a name for the jobs that hold them. */
export function TeamsTable({ teams }: { teams: readonly TeamCapacity[] }) {
  const me = useMe();
  const [{ sort, dir }, set] = useQueryStates({
    sort: parseAsStringLiteral(teamSorts).withDefault('held'),
    dir: parseAsStringLiteral(['asc', 'desc']).withDefault('desc'),
  });
  const end = Math.max(1, ...teams.map((team) => Math.max(team.max, team.held + team.waiting)));
  const mine = new Set(me.teams.map((team) => team.id));
  return (
    <Card flush title="Who holds them?" actions={<Legend items={teamLegend} />}>
      <DataTable
        caption="GPUs by team"
        columns={columns(end, mine)}
        rows={sortTeams(teams, sort, dir)}
        rowKey={(team) => team.id}
        sorting={{
          by: sort,
          direction: dir,
          onChange: (by, direction) =>
            void set({ sort: teamSorts.find((one) => one === by) ?? 'held', dir: direction }),
        }}
      />
    </Card>
  );
}

const number = (id: 'held' | 'borrowed' | 'waiting' | 'guaranteed' | 'max', header: string): Column<TeamCapacity> => ({
  id,
  header,
  sort: id,
  align: 'right',
  cell: (team) => <span className={team[id] === 0 ? 'text-text-3' : undefined}>{formatCount(team[id])}</span>,
});

const columns = (end: number, mine: ReadonlySet<string>): Column<TeamCapacity>[] => [
  {
    id: 'team',
    header: 'Team',
    sort: 'team',
    phone: 'title',
    className: 'max-w-48 w-44',
    cell: (team) => (
      <span className="flex items-center gap-2">
        <TextLink href={`/jobs?team=${team.slug}`} className="truncate text-text!">
          {team.name}
        </TextLink>
        {mine.has(team.id) && <Badge tone="accent">mine</Badge>}
      </span>
    ),
  },
  {
    id: 'bar',
    header: 'GPUs',
    phone: 'title',
    className: 'min-w-40',
    cell: (team) => <TeamBar team={team} end={end} />,
  },
  number('held', 'Held'),
  number('borrowed', 'Borrowed'),
  number('waiting', 'Waiting'),
  number('guaranteed', 'Guaranteed'),
  number('max', 'Max'),
];
