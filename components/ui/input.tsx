import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

const box =
  'w-full rounded-md border border-line-strong/60 bg-surface text-sm text-text placeholder:text-text-3 transition-colors hover:border-line-strong ' +
  'focus-visible:outline-offset-0 aria-invalid:border-bad disabled:cursor-not-allowed disabled:bg-subtle disabled:text-text-3';

/** One line of text or a number, with an icon before or a unit behind it. */
export function Input({
  className,
  before,
  unit,
  ...rest
}: ComponentProps<'input'> & { before?: ReactNode; unit?: string | undefined }) {
  const field = (
    <input
      {...rest}
      className={cx(
        box,
        'h-8 px-2.5 max-sm:h-10',
        before !== undefined && 'pl-8',
        unit !== undefined && 'pr-14',
        rest.type === 'number' && 'tabular',
        className,
      )}
    />
  );
  if (before === undefined && unit === undefined) return field;
  return (
    <span className="relative block">
      {before !== undefined && (
        <span
          className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-text-3 [&_svg]:size-4"
          aria-hidden
        >
          {before}
        </span>
      )}
      {field}
      {unit !== undefined && (
        <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-text-3 text-xs">
          {unit}
        </span>
      )}
    </span>
  );
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={3} {...rest} className={cx(box, 'px-2.5 py-1.5', className)} />;
}

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

/** The browser's own select: it works with every keyboard, screen reader and phone. */
export function Select({ options, className, ...rest }: ComponentProps<'select'> & { options: readonly Option[] }) {
  return (
    <span className="relative block">
      <select {...rest} className={cx(box, 'h-8 appearance-none truncate pr-8 pl-2.5 max-sm:h-10', className)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-4 text-text-3"
        aria-hidden
      />
    </span>
  );
}
