import { cx } from '#components/ui/cx.ts';

export interface LegendItem {
  label: string;
  /** As in the chart; `line` for a mark. */
  className: string;
  shape?: 'box' | 'line';
}

export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-text-2 text-xs">
      {items.map((item) => (
        <li key={item.label} className="inline-flex items-center gap-1.5">
          <span
            className={cx(item.shape === 'line' ? 'h-3 w-0.5 rounded-full' : 'size-2.5 rounded-[2px]', item.className)}
            aria-hidden
          />
          {item.label}
        </li>
      ))}
    </ul>
  );
}
