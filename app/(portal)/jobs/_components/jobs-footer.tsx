'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { formatCount } from '#components/format.ts';
import { Button } from '#components/ui/button.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import { useLive } from '../../_shell/live.tsx';
import { countJobs } from './describe-list.ts';
import type { JobsAddress } from './use-jobs-params.ts';
import { useTrail } from './use-trail.ts';

interface Data {
  jobs: readonly { observedAt: Date | null }[];
  nextCursor: string | null;
  total: number;
}

/** How many, how fresh, and the way to the next page. */
export function JobsFooter({ data, address, updatedAt }: { data: Data; address: JobsAddress; updatedAt: number }) {
  const live = useLive();
  const { after } = address.params;
  const trail = useTrail();
  const next = data.nextCursor;
  return (
    <footer className="flex flex-wrap items-center justify-between gap-3 border-line border-t px-4 py-2.5 text-sm text-text-2">
      <p className="tabular">
        {formatCount(data.jobs.length)} shown of {countJobs(data.total)} · {live.state === 'live' ? 'live, ' : ''}as of{' '}
        <ClockTime at={new Date(updatedAt)} />
        <span className="text-text-3 max-lg:hidden"> · j and k move, Enter opens, / searches</span>
      </p>
      {(after !== null || next !== null) && (
        <nav aria-label="Pages" className="flex gap-2">
          <Button
            size="sm"
            disabled={after === null}
            icon={<ChevronLeft aria-hidden />}
            onClick={() => address.goTo(trail.before(after))}
          >
            {after !== null && trail.before(after) === null ? 'First page' : 'Previous'}
          </Button>
          <Button
            size="sm"
            disabled={next === null}
            onClick={() => {
              if (next === null) return;
              trail.remember(next, after);
              address.goTo(next);
            }}
          >
            Next
            <ChevronRight aria-hidden />
          </Button>
        </nav>
      )}
    </footer>
  );
}
