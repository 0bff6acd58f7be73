import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** One click away: raw messages, advanced options. The browser's own, so it works before any script. */
export function Disclosure({
  summary,
  children,
  open,
  className,
}: {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
  className?: string;
}) {
  return (
    <details className={cx('group/more', className)} open={open}>
      <summary className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 text-sm text-text-2 hover:text-text">
        <ChevronRight className="size-3.5 transition-transform group-open/more:rotate-90" aria-hidden />
        {summary}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}

/** Kubernetes' own words, as they came. */
export function RawMessage({ text, summary = 'Raw message' }: { text: string; summary?: string }) {
  return (
    <Disclosure summary={summary}>
      <pre className="scroll-slim overflow-x-auto whitespace-pre-wrap break-words rounded-md bg-subtle p-2.5 font-mono text-text-2 text-xs">
        {text}
      </pre>
    </Disclosure>
  );
}
