import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** What this is, and how to get the first one. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  heading: Heading = 'h2',
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** `h1` where it is all there is on the page. */
  heading?: 'h1' | 'h2';
}) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <Icon className="mb-3 size-8 stroke-[1.5] text-text-3" aria-hidden />
      <Heading className="font-semibold text-base">{title}</Heading>
      {children !== undefined && <div className="mt-1 max-w-md text-sm text-text-2">{children}</div>}
      {action !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
