import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import type { Me } from '../../../_data/types.ts';
import type { DraftForm } from './use-draft.ts';

export type ShownError = (field: string) => string | undefined;

export function JobFields({ form, teams, error }: { form: DraftForm; teams: Me['teams']; error: ShownError }) {
  const { draft, change } = form;
  return (
    <Card title="Job">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Team" help="Its quota is used, its people see the job." error={error('teamId')}>
          {(control) => (
            <Select
              {...control}
              value={draft.teamId}
              options={teams.map((team) => ({ value: team.id, label: team.name }))}
              onChange={(event) => change('teamId', { teamId: event.target.value })}
            />
          )}
        </Field>
        <Field label="Name" help="Unique in the team." error={error('name')} required>
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              autoComplete="off"
              spellCheck={false}
              maxLength={50}
              onChange={(event) => change('name', { name: event.target.value })}
            />
          )}
        </Field>
        <div className="sm:col-span-2">
          <Field
            label="Tags"
            optional
            help="Between commas; the list of jobs finds them."
            error={error('tags') ?? error('tags.0')}
          >
            {(control) => (
              <Input
                {...control}
                value={draft.tags}
                autoComplete="off"
                onChange={(event) => change('tags', { tags: event.target.value })}
              />
            )}
          </Field>
        </div>
      </div>
    </Card>
  );
}
