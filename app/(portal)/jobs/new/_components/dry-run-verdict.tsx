import { CircleAlert, CircleCheck, CircleDashed, type LucideIcon } from 'lucide-react';
import { type Tone, toneSoft } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.ts';
import type { Preview } from '../../../_data/types.ts';

const looks: Record<Preview['dryRun']['outcome'], { tone: Tone; icon: LucideIcon }> = {
  accepted: { tone: 'good', icon: CircleCheck },
  refused: { tone: 'bad', icon: CircleAlert },
  unknown: { tone: 'neutral', icon: CircleDashed },
};

/** What the cluster itself says to the job, without running it. */
export function DryRunVerdict({ dryRun }: { dryRun: Preview['dryRun'] }) {
  const { tone, icon: Icon } = looks[dryRun.outcome];
  return (
    <p className={cx('flex gap-2 rounded-md px-3 py-2 text-sm', toneSoft[tone])}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      {dryRun.text}
    </p>
  );
}
