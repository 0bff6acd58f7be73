import { cx } from './cx.ts';

/** The place of something that is on its way, in its size. */
export function Skeleton({ className }: { className?: string }) {
  return <span className={cx('block animate-pulse-soft rounded-sm bg-line', className)} aria-hidden />;
}

/** Lines of text on their way; `label` says to screen readers what is loading. */
export function LoadingRegion({
  label,
  children,
  className,
}: {
  label: string;
  children: React.ReactNode;
  className?: string;
}) {
  return (
    <div role="status" aria-busy="true" className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
