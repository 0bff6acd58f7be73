'use client';

import { useRef } from 'react';
import { cx } from '#components/ui/cx.ts';
import { useHotkeys } from '#components/ui/use-hotkey.ts';
import type { Column, Sorting } from './columns.ts';
import { HeaderCell } from './header-cell.tsx';

interface DataTableProps<T> {
  /** Said to screen readers. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  sorting?: Sorting;
  /** j and k go through the rows' links (`data-row-link`); off where a page has several tables. */
  keyboard?: boolean;
  /** Newer rows are on their way; the line under the head says so, and the old ones stay readable. */
  busy?: boolean;
}

/** Rows of facts: a table with a sticky head; on phones each row is a card with the same facts. */
export function DataTable<T>({
  caption,
  columns,
  rows,
  rowKey,
  sorting,
  keyboard = false,
  busy = false,
}: DataTableProps<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const move = (by: 1 | -1) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? links.indexOf(focused) : -1;
    const next = links[at === -1 ? (by === 1 ? 0 : links.length - 1) : at + by];
    next?.focus();
    next?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  };
  useHotkeys(keyboard ? { j: () => move(1), k: () => move(-1) } : {});
  return (
    <table
      className={cx('w-full text-sm max-md:block', busy && '[--head-line:var(--accent-text)]')}
      aria-busy={busy || undefined}
    >
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody ref={body} className="max-md:block">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className="scroll-mt-24 scroll-mb-24 border-line border-t transition-colors focus-within:bg-subtle hover:bg-subtle max-md:grid max-md:first:border-t-0 max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-2 max-md:p-4"
          >
            {columns.map((column) => (
              <Cell key={column.id} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const asFact = column.phone === undefined;
  return (
    <td
      data-label={asFact ? column.header : undefined}
      className={cx(
        'px-3 py-2 align-middle first:pl-4 last:pr-4 max-md:w-auto max-md:min-w-0 max-md:p-0! max-md:text-left',
        column.align === 'right' && 'text-right',
        column.phone === 'title' && 'max-md:col-span-2',
        column.phone === 'hidden' && 'max-md:hidden',
        asFact &&
          'max-md:before:block max-md:before:text-text-3 max-md:before:text-xs max-md:before:content-[attr(data-label)]',
        column.className,
      )}
    >
      {column.cell(row)}
    </td>
  );
}
