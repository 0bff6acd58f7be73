import type { Tone } from '#components/ui/badge.tsx';
import type { Job } from '../../../_data/types.ts';

const marks: Record<Job['state'], string> = {
  queued: '○',
  admitted: '◔',
  starting: '◑',
  running: '●',
  restarting: '↻',
  succeeded: '✓',
  failed: '✕',
  stopped: '■',
};

/** How the job stands, for a tab in the background: "● bert-exp42 running" */
export const jobTitle = (job: Pick<Job, 'name' | 'state'>): string => `${marks[job.state]} ${job.name} ${job.state}`;

export const jobTone: Record<Job['state'], Tone> = {
  queued: 'neutral',
  admitted: 'info',
  starting: 'info',
  running: 'good',
  restarting: 'warn',
  succeeded: 'good',
  failed: 'bad',
  stopped: 'neutral',
};
