import { Legend } from '#components/charts/legend.tsx';
import { StackedBar } from '#components/charts/stacked-bar.tsx';
import type { Column } from '#components/data-table/columns.ts';
import { DataTable } from '#components/data-table/data-table.tsx';
import { formatCount } from '#components/format.ts';
import { Card } from '#components/ui/card.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import type { Pool } from '../../_data/types.ts';

// Fixed for each type, on every chart.
const colours = { reserved: 'bg-series-1', spot: 'bg-series-2', 'on-demand': 'bg-series-3' } as const;
const unavailable = 'hatched text-series-8 ring-1 ring-inset ring-series-8/60';
const capacityTypes = ['reserved', 'spot', 'on-demand'] as const;

/** GPUs in use by model: one bar a model, its length the GPUs there are. */
export function PoolsCard({ pools }: { pools: readonly Pool[] }) {
  const models = [...new Set(pools.map((pool) => pool.gpuModel))].sort();
  const ofModel = (model: string) => pools.filter((pool) => pool.gpuModel === model);
  const sum = (some: readonly Pool[], key: 'total' | 'used' | 'unavailable') =>
    some.reduce((all, pool) => all + pool[key], 0);
  const end = Math.max(1, ...models.map((model) => sum(ofModel(model), 'total')));
  return (
    <Card
      title="How many GPUs of each model are in use?"
      actions={
        <Legend
          items={[
            ...capacityTypes.map((type) => ({ label: `${type}, in use`, className: colours[type] })),
            { label: 'free', className: 'bg-line' },
            { label: 'unavailable', className: unavailable },
          ]}
        />
      }
    >
      {pools.length === 0 ? (
        <p className="text-sm text-text-2">The cluster has no nodes with GPUs.</p>
      ) : (
        <ul className="flex flex-col gap-4">
          {models.map((model) => {
            const some = ofModel(model);
            const total = sum(some, 'total');
            return (
              <li key={model}>
                <div className="mb-1.5 flex items-baseline justify-between gap-3 text-sm">
                  <span className="font-medium">{model}</span>
                  <span className="tabular text-text-2">
                    {formatCount(sum(some, 'used'))} of {formatCount(total)} in use,{' '}
                    {formatCount(total - sum(some, 'used') - sum(some, 'unavailable'))} free
                  </span>
                </div>
                <div style={{ width: `${(total / end) * 100}%` }} className="min-w-24">
                  <StackedBar
                    label={model}
                    unit="GPUs"
                    end={total}
                    segments={[
                      ...capacityTypes.map((type) => ({
                        label: `${type} in use`,
                        value: sum(
                          some.filter((pool) => pool.capacityType === type),
                          'used',
                        ),
                        className: colours[type],
                      })),
                      { label: 'unavailable', value: sum(some, 'unavailable'), className: unavailable },
                    ]}
                  />
                </div>
              </li>
            );
          })}
        </ul>
      )}
      <div className="mt-4 border-line border-t pt-3">
        <Disclosure summary="As a table">
          <DataTable
            caption="GPUs by model and capacity type"
            columns={columns}
            rows={pools}
            rowKey={(pool) => `${pool.gpuModel} ${pool.capacityType}`}
          />
        </Disclosure>
      </div>
    </Card>
  );
}

const columns: readonly Column<Pool>[] = [
  {
    id: 'model',
    header: 'GPU model',
    phone: 'title',
    cell: (pool) => <span className="font-medium">{pool.gpuModel}</span>,
  },
  { id: 'type', header: 'Capacity type', cell: (pool) => pool.capacityType },
  { id: 'total', header: 'GPUs', align: 'right', cell: (pool) => formatCount(pool.total) },
  { id: 'used', header: 'In use', align: 'right', cell: (pool) => formatCount(pool.used) },
  { id: 'unavailable', header: 'Unavailable', align: 'right', cell: (pool) => formatCount(pool.unavailable) },
  {
    id: 'free',
    header: 'Free',
    align: 'right',
    cell: (pool) => formatCount(pool.total - pool.used - pool.unavailable),
  },
];
