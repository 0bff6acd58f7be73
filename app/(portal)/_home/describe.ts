import { capitalize, joinWords, plural } from '#components/format.ts';
import type { JobSummary } from '../_data/types.ts';

/** What goes on with somebody's jobs, in words: "2 jobs running, 1 waiting for GPUs." */
export function describeJobs(active: readonly Pick<JobSummary, 'state'>[]): string {
  const count = (...states: JobSummary['state'][]) => active.filter((job) => states.includes(job.state)).length;
  const running = count('running');
  const groups: [number, string][] = [
    [running, 'running'],
    [count('admitted', 'starting'), 'starting'],
    [count('restarting'), 'restarting'],
    [count('queued'), 'waiting for GPUs'],
  ];
  const there = groups.filter(([n]) => n > 0);
  if (there.length === 0) return 'None of your jobs is running or waiting.';
  const words = there.map(([n, word], at) => (at === 0 ? `${plural(n, 'job')} ${word}` : `${n} ${word}`));
  return `${capitalize(joinWords(words))}.`;
}

/** Good morning, by the reader's clock. */
export function greeting(hour: number, name: string): string {
  const first = name.split(/\s+/)[0] ?? name;
  if (hour < 5) return `Hello, ${first}`;
  if (hour < 12) return `Good morning, ${first}`;
  if (hour < 18) return `Good afternoon, ${first}`;
  return `Good evening, ${first}`;
}
