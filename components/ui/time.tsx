'use client';

import { formatClock, formatDuration, formatExact, formatRelative, secondsBetween } from '#components/format.ts';
import { useHydrated, useNow } from './clock.tsx';

/** `3 min ago`, with the exact time in the reader's zone on hover. */
export function RelativeTime({ at }: { at: Date }) {
  const now = useNow();
  const hydrated = useHydrated();
  return (
    <time dateTime={at.toISOString()} title={hydrated ? formatExact(at) : undefined} className="whitespace-nowrap">
      {formatRelative(at, now)}
    </time>
  );
}

/** `12:03` in the reader's zone. */
export function ClockTime({ at }: { at: Date }) {
  const hydrated = useHydrated();
  return (
    <time dateTime={at.toISOString()} title={hydrated ? formatExact(at) : undefined}>
      {formatClock(at, hydrated ? undefined : 'UTC')}
    </time>
  );
}

/** Date, time and zone in full. */
export function ExactTime({ at }: { at: Date }) {
  const hydrated = useHydrated();
  return <time dateTime={at.toISOString()}>{formatExact(at, hydrated ? undefined : 'UTC')}</time>;
}

/** How long something took, or takes until now: then it grows by the second. */
export function Duration({ from, to }: { from: Date; to: Date | null }) {
  return to === null ? (
    <GrowingDuration from={from} />
  ) : (
    <span className="tabular">{formatDuration(secondsBetween(from, to))}</span>
  );
}

function GrowingDuration({ from }: { from: Date }) {
  const now = useNow(1);
  return <span className="tabular">{formatDuration(secondsBetween(from, now))}</span>;
}
