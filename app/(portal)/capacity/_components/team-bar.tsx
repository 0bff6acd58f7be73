import type { LegendItem } from '#components/charts/legend.tsx';
import { StackedBar } from '#components/charts/stacked-bar.tsx';
import { formatCount, joinWords } from '#components/format.ts';
import type { TeamCapacity } from '../../_data/types.ts';

export const teamColours = {
  guaranteed: 'bg-series-1',
  borrowed: 'bg-series-2',
  waiting: 'hatched text-series-8 ring-1 ring-inset ring-series-8/60',
  /** The guarantee that is not in use. */
  idle: 'bg-series-1/25',
} as const;

/** What the colours of a team's bar mean. */
export const teamLegend: readonly LegendItem[] = [
  { label: 'guaranteed', className: teamColours.guaranteed },
  { label: 'guaranteed, not held', className: teamColours.idle },
  { label: 'borrowed', className: teamColours.borrowed },
  { label: 'waiting', className: teamColours.waiting },
  { label: 'max', className: 'bg-text', shape: 'line' },
];

/** What a team holds of its guarantee, what it borrows, what it waits for; the line is its max. */
export function TeamBar({ team, end }: { team: TeamCapacity; end: number }) {
  return (
    <StackedBar
      label={team.name}
      unit="GPUs"
      end={end}
      segments={[
        { label: 'guaranteed', value: team.held - team.borrowed, className: teamColours.guaranteed },
        { label: 'borrowed', value: team.borrowed, className: teamColours.borrowed },
        { label: 'waiting', value: team.waiting, className: teamColours.waiting },
      ]}
      tracks={[
        { upTo: team.max, className: 'bg-line' },
        { upTo: team.guaranteed, className: teamColours.idle },
      ]}
      marks={[{ at: team.max, label: 'max' }]}
    />
  );
}

/** "holds 98 of its 100 GPUs, 8 waiting" */
export function describeTeam(team: TeamCapacity): string {
  const more = [
    team.borrowed > 0 ? `${formatCount(team.borrowed)} borrowed` : null,
    team.waiting > 0 ? `${formatCount(team.waiting)} waiting` : null,
  ].filter((word) => word !== null);
  const holds = `${formatCount(team.held - team.borrowed)} of ${formatCount(team.guaranteed)} guaranteed`;
  return more.length === 0 ? holds : `${holds}, ${joinWords(more)}`;
}
