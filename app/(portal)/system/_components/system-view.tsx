'use client';

import { useQuery } from '@tanstack/react-query';
import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  ServerCog,
} from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { Page, PageHeader } from '#components/layout/page-header.tsx';
import { type Tone, toneText } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.ts';
import { Progress } from '#components/ui/progress.tsx';
import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { useTRPC } from '../../../_trpc/client.tsx';
import type { Component } from '../../_data/types.ts';
import { componentWords, describeComponents, isUp } from '../../_shell/system-notice.ts';

/** Every part of the system: how it is, how far it is, how old that news is. */
export function SystemView() {
  const trpc = useTRPC();
  const components = useQuery(trpc.system.components.queryOptions());
  return (
    <Page width="text">
      <PageHeader
        title="Setup and health"
        subtitle={
          components.data === undefined
            ? 'Every part of the system and how it is.'
            : describeComponents(components.data.components)
        }
      />
      <Loaded request={components} what="the parts of the system" skeleton={<PartsSkeleton />}>
        {({ components: parts }) =>
          parts.length === 0 ? (
            <EmptyState icon={ServerCog} title="No part has reported yet">
              Parts report as they start; the first ones do so within seconds.
            </EmptyState>
          ) : (
            <ul className="rounded-lg border border-line bg-surface">
              {parts.map((part) => (
                <Part key={part.name} part={part} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}

const looks: Record<Component['state'], { icon: LucideIcon; tone: Tone }> = {
  waiting: { icon: CircleDashed, tone: 'neutral' },
  running: { icon: LoaderCircle, tone: 'info' },
  done: { icon: CircleCheck, tone: 'good' },
  failed: { icon: CircleX, tone: 'bad' },
  skipped: { icon: CircleMinus, tone: 'neutral' },
};

function Part({ part }: { part: Component }) {
  const { icon: Icon, tone } = looks[isUp(part) ? 'done' : part.state];
  return (
    <li className="flex gap-3 border-line border-t px-4 py-3 first:border-t-0">
      <Icon
        className={cx(
          'mt-0.5 size-4 shrink-0',
          toneText[tone],
          !isUp(part) && part.state === 'running' && 'animate-spin',
        )}
        aria-hidden
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="font-medium text-sm">{part.title}</h2>
          <p className="text-text-2 text-xs">
            <span className={cx('font-medium', toneText[tone])}>{componentWords(part)}</span> ·{' '}
            <RelativeTime at={part.observedAt} />
          </p>
        </div>
        {part.detail !== '' && <p className="break-words text-sm text-text-2">{part.detail}</p>}
        {part.state === 'running' && part.progress !== null && part.progress < 1 && (
          <Progress value={part.progress} label={part.title} className="mt-2 max-w-md" />
        )}
      </div>
    </li>
  );
}

function PartsSkeleton() {
  return (
    <LoadingRegion label="Loading the parts of the system" className="rounded-lg border border-line bg-surface px-4">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
        <div key={row} className="flex h-16 items-center gap-3">
          <Skeleton className="size-4 rounded-full" />
          <Skeleton className="h-4 w-56" />
        </div>
      ))}
    </LoadingRegion>
  );
}
