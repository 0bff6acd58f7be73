'use client';

import { PanelLeft } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { NavLink } from '#components/layout/nav-link.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';
import { Link } from '#components/ui/link.tsx';
import { Toaster } from '#components/ui/toast.tsx';
import { rememberChoice } from './cookies.ts';
import { useMe } from './me.tsx';
import { placesFor } from './places.tsx';
import { SystemBanner } from './system-banner.tsx';
import { TopBar } from './top-bar.tsx';

/** What surrounds every page: rail (a bottom bar on phones), top bar, what holds for all pages. */
export function Shell({ narrowRail, children }: { narrowRail: boolean; children: ReactNode }) {
  const [narrow, setNarrow] = useState(narrowRail);
  const places = placesFor(useMe());
  const toggle = () => {
    rememberChoice('rail', narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  };
  return (
    <div className="flex min-h-dvh" data-rail={narrow ? 'narrow' : 'wide'}>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <nav
        aria-label="Main"
        className={cx(
          'sticky top-0 hidden h-dvh shrink-0 flex-col gap-0.5 border-line border-r p-2.5 md:flex',
          narrow ? 'w-14' : 'w-52',
        )}
      >
        <Link href="/" className="mb-2.5 flex h-9 items-center gap-2.5 rounded-md px-1.5 font-semibold tracking-tight">
          <Logo />
          <span className="in-data-[rail=narrow]:sr-only">mlplatform</span>
        </Link>
        {places.map((place) => (
          <NavLink key={place.href} {...place} place="rail" />
        ))}
        <IconButton
          label={narrow ? 'Widen the rail' : 'Narrow the rail'}
          onClick={toggle}
          aria-expanded={!narrow}
          className="mt-auto"
        >
          <PanelLeft aria-hidden />
        </IconButton>
      </nav>
      <div className="flex min-w-0 flex-1 flex-col max-md:pb-16">
        <TopBar />
        <SystemBanner />
        <main id="content" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
      </div>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-30 flex h-16 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {places.map((place) => (
          <NavLink key={place.href} {...place} place="bottom" />
        ))}
      </nav>
      <Toaster />
    </div>
  );
}

const Logo = () => (
  <svg viewBox="0 0 32 32" className="size-6 shrink-0" aria-hidden>
    <rect width="32" height="32" rx="8" className="fill-accent" />
    <path
      d="M9.25 18.5v5M16 13.5v10M22.75 8.5v15"
      className="stroke-on-accent"
      strokeWidth="4.5"
      strokeLinecap="round"
    />
  </svg>
);
