'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Activity, Rocket } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { useDebounced } from '#components/ui/use-debounced.ts';
import { useTRPC } from '../../_trpc/client.tsx';
import { submitTeams } from '../_data/may.ts';
import { useMe } from './me.tsx';
import { placesFor } from './places.tsx';

const heading =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-text-3 [&_[cmdk-group-heading]]:text-xs';

/** Every word somewhere, rather than its letters anywhere. */
function matches(value: string, search: string): number {
  const text = value.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0;
}

/** Go to a page or a job, submit with a template; all by typing. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const me = useMe();
  const router = useRouter();
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 150);
  const jobs = useQuery(
    trpc.jobs.list.queryOptions({ search, limit: 6 }, { enabled: open, placeholderData: keepPreviousData }),
  );
  const templates = useQuery(trpc.templates.list.queryOptions({}, { enabled: open }));
  const go = (href: string) => {
    onOpenChange(false);
    setTyped('');
    router.push(href);
  };
  return (
    <Command.Dialog
      open={open}
      onOpenChange={onOpenChange}
      label="Search or go to"
      filter={matches}
      overlayClassName="fixed inset-0 z-40 bg-[rgb(10_10_20/0.45)]"
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 animate-rise overflow-hidden rounded-lg border border-line bg-raised shadow-raised"
    >
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder="Jobs, templates, pages…"
        className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none placeholder:text-text-3"
      />
      <Command.List className="scroll-slim max-h-[50vh] overflow-auto p-2">
        <Command.Empty className="px-3 py-6 text-center text-sm text-text-2">
          {jobs.isFetching ? 'Searching…' : 'Nothing by that name.'}
        </Command.Empty>
        <Command.Group heading="Jobs" className={heading}>
          {jobs.data?.jobs.map((job) => (
            // The server has searched already, also in tags and owners.
            <Item key={job.id} value={`${typed} ${job.name} ${job.id}`} onSelect={() => go(`/jobs/${job.id}`)}>
              <span className="min-w-0 flex-1 truncate">{job.name}</span>
              <span className="truncate text-text-3 text-xs">{job.team.name}</span>
              <StateBadge state={job.state} stopping={job.stopping} />
            </Item>
          ))}
        </Command.Group>
        {submitTeams(me).length > 0 && (
          <Command.Group heading="Submit a job" className={heading}>
            {templates.data?.templates.map((template) => (
              <Item
                key={template.id}
                value={`submit ${template.title} ${template.slug}`}
                onSelect={() => go(`/jobs/new?template=${template.slug}`)}
              >
                <Rocket className="size-4 text-text-3" aria-hidden />
                {template.title}
              </Item>
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Go to" className={heading}>
          {placesFor(me).map((place) => (
            <Item key={place.href} value={`go to ${place.label}`} onSelect={() => go(place.href)}>
              {place.icon}
              {place.label}
            </Item>
          ))}
          <Item value="go to Setup and health system" onSelect={() => go('/system')}>
            <Activity aria-hidden />
            Setup and health
          </Item>
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 items-center gap-2.5 rounded-md px-2 text-sm data-[selected=true]:bg-subtle [&>svg]:size-4 [&>svg]:text-text-3"
    >
      {children}
    </Command.Item>
  );
}
