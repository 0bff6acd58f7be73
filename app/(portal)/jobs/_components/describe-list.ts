import { formatCount } from '#components/format.ts';

/** The server counts no further. */
const COUNTED_UP_TO = 10_000;

export const countJobs = (total: number): string =>
  total >= COUNTED_UP_TO
    ? `${formatCount(COUNTED_UP_TO)} or more jobs`
    : total === 1
      ? '1 job'
      : `${formatCount(total)} jobs`;

/** "214 jobs match." */
export function describeList({ total }: { total: number }, filtered: boolean): string {
  if (total === 0) return filtered ? 'No job matches.' : 'Nobody has submitted a job yet.';
  if (!filtered) return `${countJobs(total)} that you may see.`;
  return `${countJobs(total)} ${total === 1 ? 'matches' : 'match'}.`;
}
