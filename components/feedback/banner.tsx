import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Tone, toneSoft } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.ts';

type BannerTone = Extract<Tone, 'info' | 'warn' | 'bad' | 'neutral'>;
const icons = { info: Info, neutral: Info, warn: TriangleAlert, bad: CircleAlert };

/** A thin line over the page: something that holds for all of it. */
export function Banner({
  tone,
  children,
  action,
  className,
}: {
  tone: BannerTone;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const Icon = icons[tone];
  return (
    <div
      role="status"
      className={cx('flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm', toneSoft[tone], className)}
    >
      <Icon className="size-4 shrink-0 self-start mt-0.5" aria-hidden />
      <div className="min-w-0 flex-1 basis-64">{children}</div>
      {action}
    </div>
  );
}
