'use client';

import type { ReactNode } from 'react';
import { PhaseBar } from '#components/charts/phase-bar.tsx';
import { formatGpuHours, formatGpus, formatUsd } from '#components/format.ts';
import { Page, PageHeader } from '#components/layout/page-header.tsx';
import { Figures, type KeyValue } from '#components/ui/key-values.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TabLinks } from '#components/ui/tabs.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { Duration } from '#components/ui/time.tsx';
import { usePageState } from '#components/ui/use-page-state.ts';
import type { Job } from '../../../_data/types.ts';
import { useJobChanges } from '../../../_data/use-job-changes.ts';
import { JobActions } from './job-actions.tsx';
import { jobPhases, phaseEnd } from './job-phases.ts';
import { jobTitle, jobTone } from './job-title.ts';
import { useJob } from './use-job.ts';

/** What stays over all tabs of a job: how it stands and why, its three numbers, what can be done. */
export function JobFrame({ jobId, children }: { jobId: string; children: ReactNode }) {
  useJobChanges(jobId);
  const job = useJob(jobId);
  usePageState(jobTitle(job), jobTone[job.state]);
  const base = `/jobs/${job.id}`;
  return (
    <Page>
      <PageHeader
        parent={
          <>
            <TextLink href="/jobs">Jobs</TextLink> /{' '}
            <TextLink href={`/jobs?team=${job.team.slug}`}>{job.team.name}</TextLink>
          </>
        }
        title={job.name}
        badge={<StateBadge state={job.state} stopping={job.stopping} />}
        subtitle={
          job.stopping && job.finishedAt === null ? 'A stop was asked for; the cluster is at it.' : job.reason.text
        }
        actions={<JobActions job={job} />}
      />
      <div className="mb-5 grid gap-x-10 gap-y-5 rounded-lg border border-line bg-surface p-4 lg:grid-cols-[auto_minmax(0,1fr)]">
        <Figures items={figures(job)} />
        <div className="min-w-0 self-center">
          <PhaseBar phases={jobPhases(job)} end={phaseEnd(job)} />
        </div>
      </div>
      <TabLinks
        label="Parts of the job"
        tabs={[
          { href: base, label: 'Overview' },
          { href: `${base}/logs`, label: 'Logs' },
          { href: `${base}/pods`, label: 'Pods', count: job.pods.length },
          { href: `${base}/events`, label: 'Events' },
          { href: `${base}/manifest`, label: 'Manifest' },
        ]}
      />
      <div className="pt-5">{children}</div>
    </Page>
  );
}

function figures(job: Job): KeyValue[] {
  const { cost } = job;
  return [
    { key: 'GPUs', value: formatGpus(job.gpus, job.gpuModel), note: job.capacityType ?? 'any capacity' },
    {
      key: job.finishedAt === null ? 'Runs for' : 'Ran for',
      value: job.runningAt === null ? '–' : <Duration from={job.runningAt} to={job.finishedAt} />,
      note: job.attempt > 1 ? `attempt ${job.attempt}` : job.runningAt === null ? 'not started' : 'first attempt',
    },
    {
      key: cost.running ? 'Cost so far' : 'Cost',
      value: cost.usd === null ? 'no price known' : formatUsd(cost.usd),
      note: formatGpuHours(cost.gpuHours),
    },
  ];
}
