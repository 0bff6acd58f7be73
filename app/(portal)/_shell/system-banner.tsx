'use client';

import { useQuery } from '@tanstack/react-query';
import { Banner } from '#components/feedback/banner.tsx';
import { useNow } from '#components/ui/clock.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import { useTRPC } from '../../_trpc/client.tsx';
import { useLive } from './live.tsx';
import { systemNotice } from './system-notice.ts';

/** What holds for every page: the connection is gone, a part is being built, or the cluster is silent. */
export function SystemBanner() {
  const trpc = useTRPC();
  const now = useNow();
  const live = useLive();
  const { data } = useQuery(trpc.system.components.queryOptions());
  if (live.state === 'away' && live.lastLive !== null) {
    return (
      <Banner tone="warn">
        This page has lost its connection to the portal; what you see is from <ClockTime at={live.lastLive} />. It
        reconnects by itself.
      </Banner>
    );
  }
  const notice = systemNotice(data?.components ?? [], now);
  if (notice.kind === 'none') return null;
  const { component } = notice;
  const details = (
    <TextLink href="/system" className="whitespace-nowrap text-current! underline">
      Setup and health
    </TextLink>
  );
  if (notice.kind === 'building') {
    return (
      <Banner tone="info" action={details}>
        <span className="font-medium">{component.title}</span>
        {component.detail !== '' && `: ${component.detail}`} — you can submit jobs now; they start when the cluster is
        ready.
        <Progress value={component.progress} label={component.title} className="mt-1.5 max-w-xl" />
      </Banner>
    );
  }
  if (notice.kind === 'failed') {
    return (
      <Banner tone="bad" action={details}>
        <span className="font-medium">{component.title} failed</span>
        {component.detail !== '' && `: ${component.detail}`}
      </Banner>
    );
  }
  return (
    <Banner tone="warn" action={details}>
      {component.name === 'worker' ? 'The worker' : 'The cluster'} has not been heard from since{' '}
      <ClockTime at={component.observedAt} />; what you see is from then.
    </Banner>
  );
}
