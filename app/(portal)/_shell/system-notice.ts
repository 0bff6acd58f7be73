import { formatDuration, plural } from '#components/format.ts';
import type { Component } from '../_data/types.ts';

/** Parts whose news comes all the time: silence means that something is wrong. */
const heartbeats = new Set(['worker', 'kubernetes']);
const SILENT_SECONDS = 120;

export type SystemNotice =
  | { kind: 'none' }
  | { kind: 'building'; component: Component; others: number }
  | { kind: 'failed'; component: Component }
  | { kind: 'silent'; component: Component };

const silentSeconds = (component: Component, now: number) => (now - component.observedAt.getTime()) / 1000;

/** The one thing about the system that a person has to know on every page; the worst first. */
export function systemNotice(components: readonly Component[], now: number): SystemNotice {
  const building = components.filter((c) => c.state === 'running' && c.progress !== null && c.progress < 1);
  const [first, ...others] = building;
  const failed = components.find((c) => c.state === 'failed');
  if (failed !== undefined) return { kind: 'failed', component: failed };
  if (first !== undefined) return { kind: 'building', component: first, others: others.length };
  const silent = components.find(
    (c) =>
      heartbeats.has(c.name) &&
      c.state !== 'waiting' &&
      c.state !== 'skipped' &&
      silentSeconds(c, now) > SILENT_SECONDS,
  );
  return silent === undefined ? { kind: 'none' } : { kind: 'silent', component: silent };
}

const stateWords: Record<Component['state'], string> = {
  waiting: 'waiting for its turn',
  running: 'being set up',
  done: 'ready',
  failed: 'failed',
  skipped: 'not used here',
};

/** One line for the whole system: "6 of 8 parts are ready". */
export function describeComponents(components: readonly Component[]): string {
  if (components.length === 0) return 'No part has reported yet.';
  const used = components.filter((c) => c.state !== 'skipped');
  const ready = used.filter((c) => c.state === 'done' || isUp(c));
  if (ready.length === used.length) return `All ${plural(used.length, 'part')} are up.`;
  return `${ready.length} of ${plural(used.length, 'part')} are up.`;
}

/** A process that runs without an end to reach is up. */
export const isUp = (c: Component): boolean =>
  c.state === 'done' || (c.state === 'running' && (c.progress === null || c.progress === 1));

export const componentWords = (c: Component): string => (isUp(c) ? 'ready' : stateWords[c.state]);

export const silentFor = (component: Component, now: number): string => formatDuration(silentSeconds(component, now));
