import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface KeyValue {
  key: string;
  value: ReactNode;
  /** Under the value, quietly. */
  note?: ReactNode;
}

/** Facts: name left, value right of it; below each other on phones. */
export function KeyValues({ items, className }: { items: readonly KeyValue[]; className?: string }) {
  return (
    <dl className={cx('grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-6 text-sm', className)}>
      {items.map((item) => (
        <div key={item.key} className="col-span-2 grid grid-cols-subgrid border-line border-b py-1.5 last:border-b-0">
          <dt className="text-text-2">{item.key}</dt>
          <dd className="tabular min-w-0 break-words">
            {item.value}
            {item.note !== undefined && <span className="block text-text-3 text-xs">{item.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The numbers that matter, large. */
export function Figures({ items }: { items: readonly KeyValue[] }) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {items.map((item) => (
        <div key={item.key} className="min-w-20">
          <dt className="text-text-3 text-xs">{item.key}</dt>
          <dd className="tabular font-semibold text-lg">
            {item.value}
            {item.note !== undefined && <span className="block font-normal text-text-3 text-xs">{item.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
