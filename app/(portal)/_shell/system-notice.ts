import { plural } from '#components/format.ts';
import type { Component } from '../_data/types.ts';

/** Parts that say all the time that they are there: silence means that something is wrong. Others report steps. */
const heartbeats = new Set(['worker', 'kubernetes']);
const SILENT_MILLISECONDS = 120_000;

/** Steps on the way to a cluster; what else is set up can be seen on its page. */
const isClusterStep = (component: Component): boolean => component.name.startsWith('cluster.');

export type SystemNotice =
  | { kind: 'none' }
  | { kind: 'building'; component: Component }
  | { kind: 'failed'; component: Component }
  | { kind: 'unreachable'; component: Component }
  | { kind: 'silent'; component: Component };

/**
 * The one thing about the system that a person has to know on every page; what explains the others first.
 * @param askedAt when these components were asked for, in milliseconds: silence is judged by then, not by now
 */
export function systemNotice(components: readonly Component[], askedAt: number): SystemNotice {
  const failed = components.find((c) => isClusterStep(c) && c.state === 'failed');
  if (failed !== undefined) return { kind: 'failed', component: failed };
  const steps = components.filter((c) => isClusterStep(c) && c.state === 'running');
  const building = steps.find((c) => c.progress !== null) ?? steps[0];
  if (building !== undefined) return { kind: 'building', component: building };
  const beats = components.filter((c) => heartbeats.has(c.name));
  const silent = beats.find((c) => askedAt - c.observedAt.getTime() > SILENT_MILLISECONDS);
  if (silent !== undefined) return { kind: 'silent', component: silent };
  const unreachable = beats.find((c) => c.state === 'failed');
  return unreachable === undefined ? { kind: 'none' } : { kind: 'unreachable', component: unreachable };
}

/** A step that is done, or something that says it runs. */
export const isUp = (c: Component): boolean => c.state === 'done' || (c.state === 'running' && heartbeats.has(c.name));

const stateWords: Record<Component['state'], string> = {
  waiting: 'waiting',
  running: 'being set up',
  done: 'ready',
  failed: 'failed',
  skipped: 'not used here',
};

export const componentWords = (c: Component): string => (isUp(c) ? 'ready' : stateWords[c.state]);

/** One line for the whole system: "6 of 8 parts are up." */
export function describeComponents(components: readonly Component[]): string {
  const used = components.filter((c) => c.state !== 'skipped');
  if (used.length === 0) return 'No part has reported yet.';
  const ready = used.filter(isUp);
  return ready.length === used.length
    ? `All ${plural(used.length, 'part')} are up.`
    : `${ready.length} of ${plural(used.length, 'part')} are up.`;
}
