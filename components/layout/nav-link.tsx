'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { cx } from '#components/ui/cx.ts';
import { Link } from '#components/ui/link.tsx';

const isHere = (path: string, href: string) =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);

/** A place in the rail (icon and word; when collapsed the icon, named by its tooltip) or in the bottom bar. */
export function NavLink({
  href,
  label,
  icon,
  place,
}: {
  href: string;
  label: string;
  icon: ReactNode;
  place: 'rail' | 'bottom';
}) {
  const here = isHere(usePathname(), href);
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      title={place === 'rail' ? label : undefined}
      className={cx(
        'flex items-center font-medium transition-colors [&_svg]:shrink-0',
        place === 'rail' && 'h-8 gap-2.5 rounded-md px-2.5 text-sm [&_svg]:size-4',
        place === 'bottom' &&
          'h-full flex-1 flex-col justify-center gap-0.5 text-xs focus-visible:-outline-offset-2 [&_svg]:size-5',
        here ? 'text-text' : 'text-text-2 hover:text-text',
        place === 'rail' && (here ? 'bg-line/70' : 'hover:bg-subtle'),
        place === 'bottom' && here && 'text-accent-text',
      )}
    >
      {icon}
      <span className={place === 'rail' ? 'truncate in-data-[rail=narrow]:sr-only' : undefined}>{label}</span>
    </Link>
  );
}
