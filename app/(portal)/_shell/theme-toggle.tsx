'use client';

import { SunMoon } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { rememberChoice } from './cookies.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Puts the theme on at once and tells the server's next answer. */
export function setTheme(theme: Theme): void {
  rememberChoice('theme', theme);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

const looksDark = () => {
  const theme = currentTheme();
  return theme === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
};

export function ThemeToggle() {
  return (
    <IconButton
      label="Switch between light and dark"
      onClick={() => setTheme(looksDark() ? 'light' : 'dark')}
      className="max-sm:hidden"
    >
      <SunMoon aria-hidden />
    </IconButton>
  );
}
