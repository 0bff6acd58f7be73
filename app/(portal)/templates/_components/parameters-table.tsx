'use client';

import type { Column } from '#components/data-table/columns.ts';
import { DataTable } from '#components/data-table/data-table.tsx';
import type { Parameter } from '#server/features/templates/domain/content.ts';
import { describeDefault, describeType } from './words.ts';

const columns: readonly Column<Parameter>[] = [
  {
    id: 'name',
    header: 'Parameter',
    phone: 'title',
    className: 'align-top',
    cell: (parameter) => (
      <>
        <span className="font-medium">{parameter.title}</span>
        <code className="block font-mono text-text-3 text-xs">{parameter.name}</code>
      </>
    ),
  },
  { id: 'type', header: 'May be', className: 'max-w-56 align-top', cell: describeType },
  {
    id: 'default',
    header: 'Default',
    className: 'max-w-44 align-top',
    cell: (parameter) => <span className="break-words">{describeDefault(parameter)}</span>,
  },
  {
    id: 'description',
    header: 'What it does',
    phone: 'title',
    className: 'max-w-80 align-top text-text-2',
    cell: (parameter) => parameter.description,
  },
];

export function ParametersTable({ parameters }: { parameters: readonly Parameter[] }) {
  return <DataTable caption="Parameters" columns={columns} rows={parameters} rowKey={(parameter) => parameter.name} />;
}
