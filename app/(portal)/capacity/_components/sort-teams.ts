import type { TeamCapacity } from '../../_data/types.ts';

export const teamSorts = ['team', 'held', 'borrowed', 'waiting', 'guaranteed', 'max'] as const;
export type TeamSort = (typeof teamSorts)[number];

/** Sorted by a number (or the name); equal ones stay in the order of their names. */
export function sortTeams(teams: readonly TeamCapacity[], by: TeamSort, direction: 'asc' | 'desc'): TeamCapacity[] {
  const sign = direction === 'asc' ? 1 : -1;
  const byName = (a: TeamCapacity, b: TeamCapacity) => a.name.localeCompare(b.name);
  return teams.toSorted((a, b) => (by === 'team' ? sign * byName(a, b) : sign * (a[by] - b[by]) || byName(a, b)));
}
