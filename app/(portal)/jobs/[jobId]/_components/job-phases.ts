import type { Phase } from '#components/charts/phase-bar.tsx';
import type { Tone } from '#components/ui/badge.tsx';
import type { Job } from '../../../_data/types.ts';
import { jobTone } from './job-title.ts';

type Times = Pick<Job, 'state' | 'submittedAt' | 'admittedAt' | 'scheduledAt' | 'runningAt' | 'finishedAt'>;

/**
 * What the job went through, from its times. A time that was never seen leaves its phase out; the one before
 * then lasts until the next that was.
 */
export function jobPhases(job: Times): Phase[] {
  const starts: { label: string; at: Date | null; tone: Tone }[] = [
    { label: 'Queued', at: job.submittedAt, tone: 'neutral' },
    { label: 'Admitted', at: job.admittedAt, tone: 'info' },
    { label: 'Starting', at: job.scheduledAt, tone: 'info' },
    { label: 'Running', at: job.runningAt, tone: job.state === 'restarting' ? 'warn' : 'good' },
  ];
  const seen = starts.flatMap(({ label, at, tone }) => (at === null ? [] : [{ label, from: at, tone }]));
  return seen.map((phase, at) => ({ ...phase, to: seen[at + 1]?.from ?? job.finishedAt }));
}

/** The word at the end of the bar, once there is an end. */
export const phaseEnd = (job: Times): { label: string; tone: Tone } | null =>
  job.finishedAt === null ? null : { label: job.state, tone: jobTone[job.state] };
