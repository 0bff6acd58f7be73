'use client';

import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { FilterChip } from '#components/data-table/filter-chips.tsx';
import { capitalize } from '#components/format.ts';
import { Input, Select } from '#components/ui/input.tsx';
import { useDebounced } from '#components/ui/use-debounced.ts';
import { useHotkeys } from '#components/ui/use-hotkey.ts';
import { useTRPC } from '../../../_trpc/client.tsx';
import { seesAllTeams } from '../../_data/may.ts';
import { useMe } from '../../_shell/me.tsx';
import { jobSorts, jobStates } from '../search-params.ts';
import type { JobsAddress } from './use-jobs-params.ts';

const sortNames = { submitted: 'Submitted', name: 'Name', gpus: 'GPUs', state: 'State', owner: 'Owner' };

/** Search and filters; each filter is a chip that can be removed. */
export function JobsFilters({ address }: { address: JobsAddress }) {
  const me = useMe();
  const trpc = useTRPC();
  const { params, change } = address;
  const teams = useQuery(trpc.teams.list.queryOptions());
  const templates = useQuery(trpc.templates.list.queryOptions({}));
  const mine = new Set(me.teams.map((team) => team.slug));
  const seen = (teams.data?.teams ?? []).filter((team) => seesAllTeams(me) || mine.has(team.slug));
  return (
    <search className="mb-4 flex flex-wrap items-center gap-2">
      <SearchField address={address} />
      <FilterChip
        label="State"
        selected={params.state}
        choices={jobStates.map((state) => ({ value: state, label: state }))}
        onChange={(values) => change({ state: jobStates.filter((state) => values.includes(state)) })}
      />
      <FilterChip
        label="Team"
        selected={params.team}
        choices={seen.map((team) => ({ value: team.slug, label: team.name }))}
        onChange={(team) => change({ team })}
      />
      <FilterChip
        label="Owner"
        selected={params.owner}
        choices={ownerChoices(me, params.owner)}
        onChange={(owner) => change({ owner })}
      />
      <FilterChip
        label="Template"
        selected={params.template}
        choices={(templates.data?.templates ?? []).map((one) => ({ value: one.slug, label: one.title }))}
        onChange={(template) => change({ template })}
      />
      <div className="w-full md:hidden">
        <Select
          aria-label="Sort by"
          value={`${params.sort} ${params.dir}`}
          onChange={(event) => {
            const [by, dir] = event.target.value.split(' ');
            change({ sort: jobSorts.find((sort) => sort === by) ?? 'submitted', dir: dir === 'asc' ? 'asc' : 'desc' });
          }}
          options={jobSorts.flatMap((sort) => [
            {
              value: `${sort} desc`,
              label: `${sortNames[sort]}, ${sort === 'submitted' ? 'newest first' : 'descending'}`,
            },
            {
              value: `${sort} asc`,
              label: `${sortNames[sort]}, ${sort === 'submitted' ? 'oldest first' : 'ascending'}`,
            },
          ])}
        />
      </div>
    </search>
  );
}

/** Oneself, and whoever the address names; others are found by the search, which looks at owners too. */
function ownerChoices(me: { email: string }, selected: readonly string[]) {
  const others = selected.filter((email) => email !== me.email);
  return [
    { value: me.email, label: 'Me' },
    ...others.map((email) => ({ value: email, label: capitalize(email.split('@')[0] ?? email) })),
  ];
}

function SearchField({ address }: { address: JobsAddress }) {
  const field = useRef<HTMLInputElement>(null);
  const fromUrl = address.params.q;
  const [typed, setTyped] = useState(fromUrl);
  const [known, setKnown] = useState(fromUrl);
  // The address changed by itself (back button, filters removed): the field follows it.
  if (known !== fromUrl) {
    setKnown(fromUrl);
    setTyped(fromUrl);
  }
  const settled = useDebounced(typed, 250);
  const search = useEffectEvent((q: string) => {
    if (q !== typed || q === fromUrl) return;
    setKnown(q);
    address.search(q);
  });
  useEffect(() => search(settled), [settled]);
  useHotkeys({ '/': () => field.current?.focus() });
  return (
    <div className="w-full sm:w-72">
      <Input
        ref={field}
        type="search"
        aria-label="Search jobs"
        aria-keyshortcuts="/"
        placeholder="Name, tag, owner…"
        before={<Search />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}
