'use client';

import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate, Search, SearchX } from 'lucide-react';
import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { useRef } from 'react';
import { FilterChip } from '#components/data-table/filter-chips.tsx';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { plural } from '#components/format.ts';
import { Page, PageHeader } from '#components/layout/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { useHotkeys } from '#components/ui/use-hotkey.ts';
import { useTRPC } from '../../../_trpc/client.tsx';
import { filterTemplates, tagsOf } from './filter-templates.ts';
import { GallerySkeleton } from './gallery-skeleton.tsx';
import { TemplateCard } from './template-card.tsx';

/** Every template there is; few enough to be searched as one types. */
export function Gallery() {
  const trpc = useTRPC();
  const templates = useQuery(trpc.templates.list.queryOptions({}));
  const [{ q, tag }, set] = useQueryStates({
    q: parseAsString.withDefault(''),
    tag: parseAsArrayOf(parseAsString).withDefault([]),
  });
  const field = useRef<HTMLInputElement>(null);
  useHotkeys({ '/': () => field.current?.focus() });
  const all = templates.data?.templates ?? [];
  return (
    <Page>
      <PageHeader
        title="Templates"
        subtitle={
          templates.data === undefined
            ? 'Image, command and resources of a job, ready to be filled in.'
            : `${plural(all.length, 'template')}: image, command and resources of a job, ready to be filled in.`
        }
      />
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <div className="w-full sm:w-72">
          <Input
            ref={field}
            type="search"
            aria-label="Search templates"
            aria-keyshortcuts="/"
            placeholder="Name, framework…"
            before={<Search />}
            value={q}
            onChange={(event) => void set({ q: event.target.value })}
          />
        </div>
        <FilterChip
          label="Tag"
          selected={tag}
          choices={tagsOf(all).map((one) => ({ value: one, label: one }))}
          onChange={(selected) => void set({ tag: selected }, { history: 'push' })}
        />
      </search>
      <Loaded request={templates} what="the templates" skeleton={<GallerySkeleton />}>
        {(data) => {
          const shown = filterTemplates(data.templates, q, tag);
          if (data.templates.length === 0) {
            return (
              <EmptyState icon={LayoutTemplate} title="No template yet">
                The platform's own templates are published when the portal starts for the first time.
              </EmptyState>
            );
          }
          if (shown.length === 0) {
            return (
              <EmptyState
                icon={SearchX}
                title="No template matches"
                action={<Button onClick={() => void set({ q: null, tag: null })}>Remove search and tags</Button>}
              />
            );
          }
          return (
            <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {shown.map((template) => (
                <TemplateCard key={template.id} template={template} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Page>
  );
}
