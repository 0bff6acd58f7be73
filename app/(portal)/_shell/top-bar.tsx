'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { LiveIndicator } from './live-indicator.tsx';
import { PersonButton } from './person-button.tsx';
import { TeamSwitcher } from './team-switcher.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

// Only who searches loads the search.
const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false });

export function TopBar() {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const show = () => {
    setWanted(true);
    setOpen(true);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setWanted(true);
      setOpen((was) => !was);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-bg px-3 md:px-4">
      <TeamSwitcher />
      <button
        type="button"
        onClick={show}
        onPointerEnter={() => setWanted(true)}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-text-2 transition-colors hover:border-line-strong max-sm:w-8 max-sm:px-2 sm:w-64"
      >
        <Search className="size-4 shrink-0" aria-hidden />
        <span className="flex-1 truncate text-left max-sm:sr-only">Search or go to</span>
        <kbd className="font-sans text-text-3 text-xs max-sm:hidden">Ctrl K</kbd>
      </button>
      <div className="flex-1" />
      <LiveIndicator />
      <ThemeToggle />
      <PersonButton />
      {wanted && <Palette open={open} onOpenChange={setOpen} />}
    </header>
  );
}
