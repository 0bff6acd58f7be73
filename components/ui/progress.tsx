import { cx } from './cx.ts';

/** How far something is; null: it is not known how far. */
export function Progress({ value, label, className }: { value: number | null; label: string; className?: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null ? undefined : Math.round(value * 100)}
      className={cx('h-1.5 w-full overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cx(
          'h-full rounded-full bg-accent transition-[width] duration-500',
          value === null && 'animate-pulse-soft',
        )}
        style={{ width: value === null ? '100%' : `${Math.min(1, Math.max(0, value)) * 100}%` }}
      />
    </div>
  );
}
