import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePlay,
  CircleStop,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
} from 'lucide-react';
import { type Tone, toneText } from './badge.tsx';
import { cx } from './cx.ts';

/** The words for where something that runs stands; the same everywhere. */
export type RunState =
  | 'queued'
  | 'admitted'
  | 'starting'
  | 'running'
  | 'restarting'
  | 'succeeded'
  | 'failed'
  | 'stopped';

export const runStates: readonly RunState[] = [
  'queued',
  'admitted',
  'starting',
  'running',
  'restarting',
  'succeeded',
  'failed',
  'stopped',
];

const looks: Record<RunState, { tone: Tone; icon: LucideIcon; spins?: boolean; box: string }> = {
  queued: { tone: 'neutral', icon: CircleDashed, box: 'bg-subtle' },
  admitted: { tone: 'info', icon: CircleDot, box: 'bg-info-soft' },
  starting: { tone: 'info', icon: LoaderCircle, spins: true, box: 'bg-info-soft' },
  running: { tone: 'good', icon: CirclePlay, box: 'ring-1 ring-good/50 ring-inset' },
  restarting: { tone: 'warn', icon: RotateCw, spins: true, box: 'bg-warn-soft' },
  succeeded: { tone: 'good', icon: CircleCheck, box: 'bg-good-soft' },
  failed: { tone: 'bad', icon: CircleX, box: 'bg-bad-soft' },
  stopped: { tone: 'neutral', icon: CircleStop, box: 'bg-subtle' },
};

export const isFinished = (state: RunState): boolean =>
  state === 'succeeded' || state === 'failed' || state === 'stopped';

/** A state is a word with an icon and a colour, never a colour alone. `stopping`: a stop is on its way. */
export function StateBadge({ state, stopping = false }: { state: RunState; stopping?: boolean }) {
  const look = looks[state];
  const stops = stopping && !isFinished(state);
  const Icon = stops ? LoaderCircle : look.icon;
  return (
    <span
      className={cx(
        'inline-flex h-5.5 items-center gap-1 whitespace-nowrap rounded-full pr-2 pl-1.5 font-medium text-xs',
        stops ? 'bg-subtle text-text-2' : cx(look.box, toneText[look.tone]),
      )}
    >
      <Icon className={cx('size-3.5', (stops || look.spins) && 'animate-spin [animation-duration:2s]')} aria-hidden />
      {stops ? 'stopping' : state}
    </span>
  );
}
