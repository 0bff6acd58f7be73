import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: ReactNode;
  /** One line that says what is going on, in words. */
  subtitle?: ReactNode;
  /** One primary action; others are secondary. */
  actions?: ReactNode;
  /** Where this belongs: a link above the title. */
  parent?: ReactNode;
  /** Beside the title: a state. */
  badge?: ReactNode;
}

export function PageHeader({ title, subtitle, actions, parent, badge }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-40">
        {parent !== undefined && <div className="mb-1 text-sm text-text-2">{parent}</div>}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{title}</h1>
          {badge}
        </div>
        {subtitle !== undefined && <div className="mt-0.5 text-base text-text-2">{subtitle}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

/** The page's column. Wide enough for tables, never wider than eyes can follow. */
export function Page({ children, width = 'wide' }: { children: ReactNode; width?: 'wide' | 'text' }) {
  return (
    <div className={width === 'wide' ? 'mx-auto max-w-7xl px-4 py-6 md:px-8' : 'mx-auto max-w-4xl px-4 py-6 md:px-8'}>
      {children}
    </div>
  );
}
