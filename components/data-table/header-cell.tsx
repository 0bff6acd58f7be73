import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '#components/ui/cx.ts';
import { type Column, nextDirection, type Sorting } from './columns.ts';

/** A column's head: stays in sight, sorts where it can. */
export function HeaderCell<T>({ column, sorting }: { column: Column<T>; sorting: Sorting | undefined }) {
  const by = column.sort;
  const active = sorting !== undefined && by !== undefined && sorting.by === by;
  return (
    <th
      scope="col"
      aria-sort={active ? (sorting.direction === 'asc' ? 'ascending' : 'descending') : undefined}
      className={cx(
        'sticky top-(--table-top,0px) z-10 h-9 whitespace-nowrap bg-surface px-3 text-left font-medium text-text-2 text-xs first:rounded-tl-lg first:pl-4 last:rounded-tr-lg last:pr-4',
        'shadow-[inset_0_-1px_0_var(--head-line,var(--line))] transition-shadow',
        column.align === 'right' && 'text-right',
        column.className,
        'align-middle!',
      )}
    >
      {by === undefined || sorting === undefined ? (
        column.header
      ) : (
        <button
          type="button"
          onClick={() => sorting.onChange(by, nextDirection(sorting, by))}
          className={cx(
            '-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 font-medium hover:text-text',
            active && 'text-text',
          )}
        >
          {column.header}
          {active &&
            (sorting.direction === 'asc' ? (
              <ArrowUp className="size-3" aria-hidden />
            ) : (
              <ArrowDown className="size-3" aria-hidden />
            ))}
        </button>
      )}
    </th>
  );
}
