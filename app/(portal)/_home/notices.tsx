'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, CloudAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '#components/ui/card.tsx';
import { useNow } from '#components/ui/clock.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { useTRPC } from '../../_trpc/client.tsx';
import { useMe } from '../_shell/me.tsx';
import { homeQueries } from './queries.ts';

const DAY = 86_400_000;
const SHOWN_FAILURES = 4;

/** What needs a look: jobs that failed since yesterday, teams that the cluster does not know yet. */
export function Notices() {
  const me = useMe();
  const trpc = useTRPC();
  const inputs = homeQueries(me);
  const now = useNow(60);
  const failed = useQuery(trpc.jobs.list.queryOptions(inputs.failed));
  const teams = useQueries({ queries: inputs.teams.map((team) => trpc.teams.get.queryOptions(team)) });
  const failures = (failed.data?.jobs ?? []).filter((job) => now - (job.finishedAt ?? job.submittedAt).getTime() < DAY);
  const unapplied = teams.flatMap(({ data }) => (data === undefined || data.applied ? [] : [data]));
  const unknown = failed.data === undefined && failed.error !== null;
  const nothing = failures.length === 0 && unapplied.length === 0;
  return (
    <Card title="Notices" flush>
      {nothing && (
        <p className="flex gap-2 px-4 pb-4 text-sm text-text-2">
          {unknown ? (
            <>Could not look for failed jobs: {failed.error?.message}</>
          ) : (
            <>
              <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />
              Nothing needs a look. None of your jobs failed in the last 24 hours.
            </>
          )}
        </p>
      )}
      <ul>
        {unapplied.map((team) => (
          <Notice
            key={team.id}
            icon={<CloudAlert className="text-warn" aria-hidden />}
            href="/system"
            title={`${team.name} is not in the cluster yet`}
          >
            {team.applyProblem ?? 'Its jobs start as soon as the cluster has its queue.'}
          </Notice>
        ))}
        {failures.slice(0, SHOWN_FAILURES).map((job) => (
          <Notice
            key={job.id}
            icon={<CircleX className="text-bad" aria-hidden />}
            href={`/jobs/${job.id}`}
            title={`${job.name} failed`}
          >
            {job.reason.text} · <RelativeTime at={job.finishedAt ?? job.submittedAt} />
          </Notice>
        ))}
      </ul>
      {failures.length > SHOWN_FAILURES && (
        <p className="border-line border-t px-4 py-2.5 text-sm">
          <TextLink href={`/jobs?state=failed&owner=${encodeURIComponent(me.email)}`}>
            {failures.length - SHOWN_FAILURES} more failed in the last 24 hours
          </TextLink>
        </p>
      )}
    </Card>
  );
}

function Notice({
  icon,
  href,
  title,
  children,
}: {
  icon: ReactNode;
  href: string;
  title: string;
  children: ReactNode;
}) {
  return (
    <li className="relative flex gap-2.5 border-line border-t px-4 py-2.5 hover:bg-subtle [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0">
      {icon}
      <div className="min-w-0">
        <Link href={href} className="block truncate font-medium text-sm after:absolute after:inset-0">
          {title}
        </Link>
        <p className="line-clamp-2 text-text-2 text-xs">{children}</p>
      </div>
    </li>
  );
}
