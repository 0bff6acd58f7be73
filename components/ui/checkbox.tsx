import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

type Props = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode };

/** A native checkbox with its label; the whole line is the target. */
export function Checkbox({ label, className, ...rest }: Props) {
  return (
    <label className={cx('inline-flex min-h-6 items-center gap-2 text-sm', className)}>
      <input type="checkbox" {...rest} className="size-4 accent-accent" />
      {label}
    </label>
  );
}

/** On or off, at once: a checkbox in other clothes. */
export function Switch({ label, className, ...rest }: Props) {
  return (
    <label className={cx('inline-flex min-h-6 items-center gap-2 text-sm', className)}>
      <input
        type="checkbox"
        {...rest}
        className={cx(
          'relative h-4.5 w-8 shrink-0 appearance-none rounded-full bg-line-strong transition-colors checked:bg-accent',
          'after:absolute after:top-0.5 after:left-0.5 after:size-3.5 after:rounded-full after:bg-on-accent after:transition-transform checked:after:translate-x-3.5',
        )}
      />
      {label}
    </label>
  );
}
