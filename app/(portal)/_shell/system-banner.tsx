'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Banner } from '#components/feedback/banner.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import { useTRPC } from '../../_trpc/client.tsx';
import type { Component } from '../_data/types.ts';
import { useLive } from './live.tsx';
import { systemNotice } from './system-notice.ts';

/** That nobody says anything any more is no event: it has to be looked for. */
const LOOK_MILLISECONDS = 60_000;

/** What holds for every page: the connection is gone, a part is being built, or the cluster is silent. */
export function SystemBanner() {
  const trpc = useTRPC();
  const live = useLive();
  const { data, dataUpdatedAt } = useQuery(
    trpc.system.components.queryOptions(undefined, { refetchInterval: LOOK_MILLISECONDS }),
  );
  if (live.state === 'away' && live.lastLive !== null) {
    return (
      <Banner tone="warn">
        This page has lost its connection to the portal; what you see is from <ClockTime at={live.lastLive} />. It
        reconnects by itself.
      </Banner>
    );
  }
  const notice = systemNotice(data?.components ?? [], dataUpdatedAt);
  switch (notice.kind) {
    case 'none':
      return null;
    case 'building':
      return <Building component={notice.component} />;
    case 'failed':
      return (
        <Banner tone="bad" action={details}>
          <Name component={notice.component}> failed</Name>. Jobs can be submitted; they start when the cluster is
          ready.
        </Banner>
      );
    case 'unreachable':
      return <Unreachable component={notice.component} />;
    case 'silent':
      return (
        <Banner tone="warn" action={details}>
          {notice.component.name === 'worker' ? 'The background worker' : 'The cluster'} has not been heard from since{' '}
          <ClockTime at={notice.component.observedAt} />; what you see is from then.
        </Banner>
      );
  }
}

const details = (
  <TextLink href="/system" className="whitespace-nowrap text-current! underline">
    Setup and health
  </TextLink>
);

function Name({ component, children }: { component: Component; children?: ReactNode }) {
  return (
    <>
      <span className="font-medium">
        {component.title}
        {children}
      </span>
      {component.detail !== '' && `: ${component.detail}`}
    </>
  );
}

function Building({ component }: { component: Component }) {
  return (
    <Banner tone="info" action={details}>
      <Name component={component} /> — you can submit jobs now; they start when the cluster is ready.
      <Progress value={component.progress} label={component.title} className="mt-1.5 max-w-xl" />
    </Banner>
  );
}

function Unreachable({ component }: { component: Component }) {
  const trpc = useTRPC();
  const capacity = useQuery(trpc.capacity.get.queryOptions());
  const seen = capacity.data?.observedAt ?? null;
  return (
    <Banner tone="warn" action={details}>
      {seen === null ? (
        'The cluster cannot be reached and has not been seen yet. Jobs can be submitted; they start once it answers.'
      ) : (
        <>
          The cluster cannot be reached; what you see of it is from <ClockTime at={seen} />. Jobs can be submitted; they
          start once it answers.
        </>
      )}
      {component.detail !== '' && <span className="block text-xs">{component.detail}</span>}
    </Banner>
  );
}
