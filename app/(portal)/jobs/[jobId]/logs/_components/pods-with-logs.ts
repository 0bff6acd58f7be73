import type { Pod } from '../../../../_data/types.ts';

const hasLog = (pod: Pod): boolean =>
  pod.startedAt !== null || pod.phase === 'running' || pod.phase === 'succeeded' || pod.phase === 'failed';

/** The latest attempt first; in it the one that leads (`master`, `launcher`), then by index. */
const order = (a: Pod, b: Pod): number => b.attempt - a.attempt || rank(a) - rank(b) || a.index - b.index;
const rank = (pod: Pod): number => (pod.task === 'worker' ? 1 : 0);

/** The pod that was asked for, else the one that most likely tells what goes on. */
export function podToShow(pods: readonly Pod[], wanted: string | null): Pod | null {
  return pods.find((pod) => pod.uid === wanted) ?? pods.filter(hasLog).toSorted(order)[0] ?? null;
}

export function podChoices(pods: readonly Pod[]): { value: string; label: string }[] {
  const attempts = new Set(pods.map((pod) => pod.attempt)).size;
  return pods.toSorted(order).map((pod) => ({
    value: pod.uid,
    label: `${pod.task} ${pod.index}${attempts > 1 ? `, attempt ${pod.attempt}` : ''} (${pod.phase})`,
  }));
}
