import { CopyPlus } from 'lucide-react';
import { formatGpus } from '#components/format.ts';
import { Link } from '#components/ui/link.tsx';
import { isFinished, StateBadge } from '#components/ui/state-badge.tsx';
import { Duration, RelativeTime } from '#components/ui/time.tsx';
import type { JobSummary } from '../_data/types.ts';

/** One job in a line: how it stands and why, what it holds, and the way to run it again. */
export function JobRow({ job, ofOthers = false }: { job: JobSummary; ofOthers?: boolean }) {
  return (
    <li className="group relative flex items-center gap-3 border-line border-t px-4 py-2.5 first:border-t-0 hover:bg-subtle">
      <div className="w-24 shrink-0">
        <StateBadge state={job.state} stopping={job.stopping} />
      </div>
      <div className="min-w-0 flex-1">
        <Link href={`/jobs/${job.id}`} className="block truncate font-medium text-sm after:absolute after:inset-0">
          {job.name}
        </Link>
        <p className="truncate text-text-2 text-xs" title={job.reason.text}>
          {ofOthers && `${job.team.name}, ${job.owner.name} · `}
          {job.reason.text}
        </p>
      </div>
      <div className="tabular hidden shrink-0 text-right text-text-2 text-xs sm:block">
        <span className="block">{formatGpus(job.gpus, job.gpuModel)}</span>
        {job.runningAt !== null && !isFinished(job.state) ? (
          <Duration from={job.runningAt} to={null} />
        ) : (
          <RelativeTime at={job.finishedAt ?? job.submittedAt} />
        )}
      </div>
      {!ofOthers && (
        <Link
          href={`/jobs/new?template=${job.templateSlug}&from=${job.id}`}
          aria-label={`Clone ${job.name}`}
          title="Clone: a new job with the same parameters"
          className="relative flex size-8 shrink-0 items-center justify-center rounded-md text-text-3 hover:bg-line hover:text-text"
        >
          <CopyPlus className="size-4" aria-hidden />
        </Link>
      )}
    </li>
  );
}
