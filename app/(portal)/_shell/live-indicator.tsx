'use client';

import { cx } from '#components/ui/cx.ts';
import { Link } from '#components/ui/link.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import { useLive } from './live.tsx';

const dots = { live: 'bg-good', reconnecting: 'bg-warn animate-pulse-soft', away: 'bg-warn' };

/** Whether what is shown is how it is now; leads to how every part of the system is. */
export function LiveIndicator() {
  const { state, lastLive } = useLive();
  return (
    <Link
      href="/system"
      title="Setup and health of every part"
      className="inline-flex h-8 items-center justify-end gap-2 rounded-md px-2 text-sm text-text-2 sm:min-w-28 hover:bg-subtle hover:text-text"
    >
      <span className={cx('size-2 rounded-full', dots[state])} aria-hidden />
      <span className="max-sm:sr-only" role="status">
        {state === 'live' && 'Live'}
        {state === 'reconnecting' && 'Reconnecting'}
        {state === 'away' &&
          (lastLive === null ? (
            'Not live'
          ) : (
            <>
              As of <ClockTime at={lastLive} />
            </>
          ))}
      </span>
    </Link>
  );
}
