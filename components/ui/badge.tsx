import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type Tone = 'neutral' | 'good' | 'info' | 'warn' | 'bad' | 'accent';

export const toneText: Record<Tone, string> = {
  neutral: 'text-text-2',
  good: 'text-good',
  info: 'text-info',
  warn: 'text-warn',
  bad: 'text-bad',
  accent: 'text-accent-text',
};
export const toneSoft: Record<Tone, string> = {
  neutral: 'bg-subtle text-text-2',
  good: 'bg-good-soft text-good',
  info: 'bg-info-soft text-info',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent-text',
};

/** A short word about something: a role, a tag, a framework. */
export function Badge({
  tone = 'neutral',
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        'inline-flex max-w-full items-center gap-1 truncate rounded-sm px-1.5 py-0.5 font-medium text-xs',
        toneSoft[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
