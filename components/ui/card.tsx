import type { ReactNode } from 'react';
import { cx } from './cx.ts';

interface CardProps {
  title?: ReactNode;
  /** One line that says what is going on. */
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Content goes to the edges: lists and tables. */
  flush?: boolean;
  className?: string;
  id?: string;
}

/** A quiet surface for one subject. */
export function Card({ title, subtitle, actions, children, flush = false, className, id }: CardProps) {
  return (
    <section
      id={id}
      className={cx('min-w-0 rounded-lg border border-line bg-surface', className)}
      aria-labelledby={title === undefined || id === undefined ? undefined : `${id}-title`}
    >
      {title !== undefined && (
        <header
          className={cx(
            'flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-3',
            flush ? 'pb-3' : 'pb-0',
          )}
        >
          <div className="min-w-0">
            <h2 id={id === undefined ? undefined : `${id}-title`} className="font-semibold text-base">
              {title}
            </h2>
            {subtitle !== undefined && <p className="text-sm text-text-2">{subtitle}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className={flush ? 'overflow-hidden rounded-b-lg' : 'p-4'}>{children}</div>
    </section>
  );
}
