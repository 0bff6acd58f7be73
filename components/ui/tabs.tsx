'use client';

import { usePathname } from 'next/navigation';
import { cx } from './cx.ts';
import { Link } from './link.tsx';

export interface Tab {
  href: string;
  label: string;
  count?: number;
}

/** Tabs that are links: each has a URL of its own, and opens in a new window like any link. */
export function TabLinks({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="scroll-slim -mx-4 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={path === tab.href ? 'page' : undefined}
              className={cx(
                'inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 px-2.5 font-medium text-sm focus-visible:-outline-offset-2',
                path === tab.href ? 'border-accent-text text-text' : 'border-transparent text-text-2 hover:text-text',
              )}
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="tabular rounded-sm bg-subtle px-1 text-text-2 text-xs">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
