'use client';

import { useEffect } from 'react';
import type { Tone } from './badge.tsx';

const dots: Record<Tone, string> = {
  neutral: '#7a7a86',
  good: '#1f9d5b',
  info: '#2f6bd6',
  warn: '#c97a00',
  bad: '#d0342c',
  accent: '#5d57e8',
};

const icon = (tone: Tone) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="${dots[tone]}"/></svg>`)}`;

/** Says in the browser's tab how it stands here: title, and a dot of the state's colour as icon. */
export function usePageState(title: string, tone?: Tone): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (tone === undefined) return;
    // The elements are React's: only where they point to is changed, and changed back.
    const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')];
    const before = links.map((link) => ({ link, href: link.getAttribute('href') ?? '' }));
    for (const link of links) link.setAttribute('href', icon(tone));
    return () => {
      for (const { link, href } of before) link.setAttribute('href', href);
    };
  }, [tone]);
}
