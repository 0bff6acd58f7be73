'use client';

import { formatDuration, secondsBetween } from '#components/format.ts';
import { type Tone, toneText } from '#components/ui/badge.tsx';
import { useNow } from '#components/ui/clock.tsx';
import { cx } from '#components/ui/cx.ts';

export interface Phase {
  label: string;
  from: Date;
  /** Null: it lasts until now. */
  to: Date | null;
  tone: Tone;
}

const fills: Record<Tone, string> = {
  neutral: 'bg-line-strong',
  good: 'bg-good',
  info: 'bg-info',
  warn: 'bg-warn',
  bad: 'bg-bad',
  accent: 'bg-accent',
};

/** What happened one after the other, and how long each took; the last one grows while it lasts. */
export function PhaseBar({ phases, end }: { phases: readonly Phase[]; end: { label: string; tone: Tone } | null }) {
  const now = useNow(1);
  const timed = phases.map((phase) => ({ ...phase, seconds: secondsBetween(phase.from, phase.to ?? now) }));
  return (
    <ol className="flex flex-col gap-x-1 gap-y-1 sm:flex-row" aria-label="Phases">
      {timed.map((phase) => (
        // A short phase stays readable, a long one does not push the others out: widths grow with the square root.
        <li key={phase.label} className="min-w-0 sm:min-w-24" style={{ flexGrow: Math.sqrt(phase.seconds + 1) }}>
          <div className="flex items-baseline justify-between gap-2 sm:block">
            <span className="block truncate text-text-2 text-xs">{phase.label}</span>
            <span
              className={cx(
                'tabular block whitespace-nowrap font-medium text-sm',
                phase.to === null && toneText[phase.tone],
              )}
            >
              {formatDuration(phase.seconds)}
            </span>
          </div>
          <div
            className={cx('mt-1 h-1.5 rounded-full', fills[phase.tone], phase.to === null && 'animate-pulse-soft')}
          />
        </li>
      ))}
      {end !== null && (
        <li className="flex items-end sm:min-w-16">
          <span className={cx('font-medium text-sm sm:pl-2', toneText[end.tone])}>{end.label}</span>
        </li>
      )}
    </ol>
  );
}
