import { formatCount } from '#components/format.ts';
import { cx } from '#components/ui/cx.ts';

export interface Segment {
  label: string;
  value: number;
  /** Background of the segment; with `hatched`, its text colour draws the pattern. */
  className: string;
}

export interface Mark {
  at: number;
  label: string;
}

/** A range behind the segments: what there could be. */
export interface Track {
  upTo: number;
  className: string;
}

interface StackedBarProps {
  /** What the bar is about: "nlp". Together with the numbers it is what screen readers say. */
  label: string;
  unit: string;
  segments: readonly Segment[];
  /** Value at the right end; bars that share it can be compared. */
  end: number;
  marks?: readonly Mark[];
  /** Longest first; without any, the whole width is the track. */
  tracks?: readonly Track[];
  className?: string;
}

const share = (value: number, end: number) => `${end === 0 ? 0 : Math.min(100, (value / end) * 100)}%`;

const wholeWidth: readonly Track[] = [{ upTo: Number.POSITIVE_INFINITY, className: 'bg-line' }];

/** One bar of shares, with lines at limits. Plain boxes: no chart library, no script. */
export function StackedBar({
  label,
  unit,
  segments,
  end,
  marks = [],
  tracks = wholeWidth,
  className,
}: StackedBarProps) {
  const facts = [
    ...segments.map((s) => `${s.label} ${formatCount(s.value)}`),
    ...marks.map((m) => `${m.label} ${formatCount(m.at)}`),
  ];
  return (
    <div
      role="img"
      aria-label={`${label}: ${facts.join(', ')} ${unit}`}
      title={facts.join(' · ')}
      className={cx('relative h-3.5', className)}
    >
      {tracks.map((track) => (
        <div
          key={track.className}
          className={cx('absolute inset-y-0 left-0 rounded-sm', track.className)}
          style={{ width: share(track.upTo, end) }}
        />
      ))}
      <div className="relative flex h-full w-full gap-px overflow-hidden rounded-sm">
        {segments
          .filter((segment) => segment.value > 0)
          .map((segment) => (
            <div
              key={segment.label}
              className={cx('h-full min-w-0.5 transition-[width] duration-300', segment.className)}
              style={{ width: share(segment.value, end) }}
            />
          ))}
      </div>
      {marks.map((mark) => (
        <div
          key={mark.label}
          className="absolute -inset-y-1 w-0.5 -translate-x-full rounded-full bg-text"
          style={{ left: share(mark.at, end) }}
        />
      ))}
    </div>
  );
}
