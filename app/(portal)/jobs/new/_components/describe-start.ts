import { formatCount, plural } from '#components/format.ts';
import type { Preview } from '../../../_data/types.ts';

/** Whether it would start at once, and if not, for what it waits; in words, with numbers. */
export function describeStart(
  { gpus, team, cluster }: Pick<Preview, 'gpus' | 'team' | 'cluster'>,
  teamName: string,
): string {
  if (gpus > team.max)
    return `It can never start: it asks ${plural(gpus, 'GPU')}, ${teamName} may hold ${formatCount(team.max)} at most.`;
  if (cluster === null) return 'The cluster has not been seen yet: it starts once the cluster is ready.';
  if (gpus === 0) return 'It needs no GPU and can start at once.';
  if (team.held + gpus > team.max) {
    return `It waits: ${teamName} holds ${formatCount(team.held)} of at most ${plural(team.max, 'GPU')}, this job asks ${formatCount(gpus)}.`;
  }
  if (gpus > cluster.free)
    return `It waits until ${plural(gpus, 'GPU')} of this kind are free; ${formatCount(cluster.free)} are now.`;
  return team.waiting > 0
    ? `There is room for it now, after the ${plural(team.waiting, 'GPU')} that ${teamName} already waits for.`
    : 'It can start at once.';
}

/** How it counts on the team's quota: "8 more of 100 guaranteed", "6 of them borrowed". */
export function describeShare({ gpus, team }: Pick<Preview, 'gpus' | 'team'>): string {
  const after = team.held + gpus;
  const borrowed = Math.max(0, Math.min(gpus, after - team.guaranteed));
  const holds = `Holds ${formatCount(team.held)} of ${formatCount(team.guaranteed)} guaranteed GPUs`;
  if (gpus === 0) return `${holds}.`;
  if (borrowed === 0) return `${holds}; with this job ${formatCount(after)}.`;
  return `${holds}; with this job ${formatCount(after)}, ${borrowed === gpus ? 'all of its' : `${formatCount(borrowed)} of its`} GPUs borrowed.`;
}
