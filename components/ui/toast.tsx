'use client';

import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from './button.tsx';
import { Link } from './link.tsx';

export interface Toast {
  id: number;
  tone: 'good' | 'bad';
  text: string;
  link?: { href: string; label: string };
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const dismiss = (id: number) => set(toasts.filter((one) => one.id !== id));

/** Says that something has happened. Good news goes by itself; bad news waits to be read. */
export function toast(tone: Toast['tone'], text: string, link?: Toast['link']): void {
  const id = nextId++;
  set([...toasts.slice(-2), { id, tone, text, ...(link === undefined ? {} : { link }) }]);
  if (tone === 'good') setTimeout(() => dismiss(id), 6_000);
}

const none: readonly Toast[] = [];
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Where toasts appear; once, in the shell. The region is always there, so that screen readers hear what comes. */
export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-50 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2 max-md:bottom-20"
    >
      {shown.map((one) => (
        <div
          key={one.id}
          className="pointer-events-auto flex animate-rise items-start gap-2 rounded-md border border-line bg-raised p-3 text-sm shadow-raised"
        >
          {one.tone === 'good' ? (
            <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />
          ) : (
            <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
          )}
          <p className="min-w-0 flex-1 break-words">
            {one.text}{' '}
            {one.link !== undefined && (
              <Link href={one.link.href} className="font-medium text-accent-text underline-offset-2 hover:underline">
                {one.link.label}
              </Link>
            )}
          </p>
          <IconButton label="Dismiss" onClick={() => dismiss(one.id)} className="size-6!">
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
