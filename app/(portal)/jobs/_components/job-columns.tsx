import type { Column } from '#components/data-table/columns.ts';
import { formatGpus } from '#components/format.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Link } from '#components/ui/link.tsx';
import { isFinished, StateBadge } from '#components/ui/state-badge.tsx';
import { Duration, RelativeTime } from '#components/ui/time.tsx';
import type { JobSummary } from '../../_data/types.ts';

export const jobColumns: readonly Column<JobSummary>[] = [
  {
    id: 'name',
    header: 'Job',
    sort: 'name',
    phone: 'title',
    className: 'max-w-80 w-[36%]',
    cell: (job) => <NameCell job={job} />,
  },
  {
    id: 'state',
    header: 'State',
    sort: 'state',
    cell: (job) => <StateBadge state={job.state} stopping={job.stopping} />,
  },
  { id: 'gpus', header: 'GPUs', sort: 'gpus', className: 'whitespace-nowrap', cell: (job) => <GpuCell job={job} /> },
  {
    id: 'team',
    header: 'Team',
    className: 'max-w-36',
    cell: (job) => <span className="block truncate">{job.team.name}</span>,
  },
  {
    id: 'owner',
    header: 'Owner',
    sort: 'owner',
    className: 'max-w-40',
    cell: (job) => (
      <span className="block truncate" title={job.owner.email}>
        {job.owner.name}
      </span>
    ),
  },
  {
    id: 'duration',
    header: 'Runs for',
    align: 'right',
    className: 'whitespace-nowrap',
    cell: (job) => <DurationCell job={job} />,
  },
  {
    id: 'submitted',
    header: 'Submitted',
    sort: 'submitted',
    align: 'right',
    className: 'whitespace-nowrap text-text-2',
    cell: (job) => <RelativeTime at={job.submittedAt} />,
  },
];

function NameCell({ job }: { job: JobSummary }) {
  return (
    <div className="min-w-0">
      <div className="flex min-w-0 items-center gap-2">
        <Link href={`/jobs/${job.id}`} data-row-link="" className="truncate font-medium hover:underline">
          {job.name}
        </Link>
        {job.tags.slice(0, 2).map((tag) => (
          <Badge key={tag} className="shrink-0 max-lg:hidden">
            {tag}
          </Badge>
        ))}
      </div>
      <p className="truncate text-text-2 text-xs" title={job.reason.text}>
        {isFinished(job.state) && job.state !== 'failed' ? job.templateSlug : job.reason.text}
      </p>
    </div>
  );
}

function GpuCell({ job }: { job: JobSummary }) {
  return (
    <>
      {formatGpus(job.gpus, job.gpuModel)}
      {job.capacityType !== null && <span className="block text-text-3 text-xs">{job.capacityType}</span>}
    </>
  );
}

function DurationCell({ job }: { job: JobSummary }) {
  if (job.runningAt === null) return <span className="text-text-3">–</span>;
  return <Duration from={job.runningAt} to={isFinished(job.state) ? (job.finishedAt ?? job.observedAt) : null} />;
}
