import type { ReactNode } from 'react';

export interface Column<T> {
  id: string;
  /** Also the label of the fact on a phone's card. */
  header: string;
  cell: (row: T) => ReactNode;
  align?: 'right';
  /** Name of the order, where the table can be sorted by this. */
  sort?: string;
  /** On a phone's card: the first line (no label), a fact with its label (default), or left out. */
  phone?: 'title' | 'hidden';
  /** Width and what else a column needs: `w-40`. */
  className?: string;
}

export type Direction = 'asc' | 'desc';

export interface Sorting {
  by: string;
  direction: Direction;
  onChange: (by: string, direction: Direction) => void;
}

/** First click sorts a column in its own direction, the second turns it round. */
export const nextDirection = (sorting: Sorting, by: string): Direction =>
  sorting.by === by && sorting.direction === 'desc' ? 'asc' : sorting.by === by ? 'desc' : 'asc';
