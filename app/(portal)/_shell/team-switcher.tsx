'use client';

import { ChevronsUpDown } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useMe } from './me.tsx';
import { useChosenTeam } from './team.tsx';

/** Chooses the team; on the list of jobs that is its filter, in the address. */
export function TeamSwitcher() {
  const me = useMe();
  const { team, choose } = useChosenTeam();
  const router = useRouter();
  const onJobs = usePathname() === '/jobs';
  const params = useSearchParams();
  const fromUrl = params.get('team')?.split(',') ?? [];
  const current = onJobs ? (fromUrl.length === 1 ? fromUrl[0] : '') : team;
  if (me.teams.length === 0) return null;
  const change = (slug: string) => {
    choose(slug === '' ? null : slug);
    if (!onJobs) return;
    const next = new URLSearchParams(params);
    next.delete('after');
    if (slug === '') next.delete('team');
    else next.set('team', slug);
    router.push(`/jobs?${next}`);
  };
  return (
    <span className="relative inline-flex min-w-0 items-center">
      <select
        aria-label="Team"
        value={me.teams.some((one) => one.slug === current) ? (current ?? '') : ''}
        onChange={(event) => change(event.target.value)}
        className="field-sizing-content h-8 min-w-0 max-w-44 appearance-none truncate rounded-md bg-transparent pr-7 pl-2 font-medium text-sm hover:bg-subtle"
      >
        <option value="">All teams</option>
        {me.teams.map((one) => (
          <option key={one.id} value={one.slug}>
            {one.name}
          </option>
        ))}
      </select>
      <ChevronsUpDown className="pointer-events-none absolute right-2 size-3.5 text-text-3" aria-hidden />
    </span>
  );
}
