import { useQuery } from '@tanstack/react-query';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';
import type { ShownError } from './job-fields.tsx';
import type { DraftForm } from './use-draft.ts';

const capacityTypes = [
  { value: '', label: 'Any' },
  { value: 'reserved', label: 'Reserved' },
  { value: 'spot', label: 'Spot (may be taken away)' },
  { value: 'on-demand', label: 'On demand' },
] as const;

const priorities = [
  { value: 'experiments', label: 'Experiments (gives way first)' },
  { value: 'research', label: 'Research' },
  { value: 'production', label: 'Production (goes first)' },
] as const;

interface ResourceFieldsProps {
  form: DraftForm;
  usesGpus: boolean;
  defaultGpuModel: string | null;
  error: ShownError;
}

/** What the job may use and for how long. */
export function ResourceFields({ form, usesGpus, defaultGpuModel, error }: ResourceFieldsProps) {
  const trpc = useTRPC();
  const capacity = useQuery(trpc.capacity.get.queryOptions());
  const { draft, change } = form;
  // While the cluster has not been seen, the template's own model and the cloned job's are known at least.
  const models = new Set([
    ...(capacity.data?.pools.map((pool) => pool.gpuModel) ?? []),
    ...(defaultGpuModel === null ? [] : [defaultGpuModel]),
  ]);
  if (draft.gpuModel !== '') models.add(draft.gpuModel);
  return (
    <Card title="Resources">
      <div className="grid gap-4 sm:grid-cols-2">
        {usesGpus && (
          <>
            <Field label="GPU model" error={error('gpuModel')}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.gpuModel}
                  options={[
                    { value: '', label: 'Any' },
                    ...[...models].sort().map((model) => ({ value: model, label: model })),
                  ]}
                  onChange={(event) => change('gpuModel', { gpuModel: event.target.value })}
                />
              )}
            </Field>
            <Field label="Capacity type" error={error('capacityType')}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.capacityType}
                  options={capacityTypes}
                  onChange={(event) =>
                    change('capacityType', {
                      capacityType: capacityTypes.find((type) => type.value === event.target.value)?.value ?? '',
                    })
                  }
                />
              )}
            </Field>
          </>
        )}
        <Field label="Priority" help="Orders jobs within the team too." error={error('priorityClass')}>
          {(control) => (
            <Select
              {...control}
              value={draft.priorityClass}
              options={priorities}
              onChange={(event) =>
                change('priorityClass', {
                  priorityClass: priorities.find((one) => one.value === event.target.value)?.value ?? 'research',
                })
              }
            />
          )}
        </Field>
        <Field
          label="Runs at most"
          help="Then the cluster ends it."
          aside="up to 336"
          error={error('maxRuntimeSeconds')}
          required
        >
          {(control) => (
            <Input
              {...control}
              className="tabular"
              inputMode="decimal"
              unit="hours"
              autoComplete="off"
              value={draft.maxRuntimeHours}
              onChange={(event) => change('maxRuntimeSeconds', { maxRuntimeHours: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Card>
  );
}
