import { Card } from '#components/ui/card.tsx';
import { Switch } from '#components/ui/checkbox.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import { type ControlProps, Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import type { Parameter } from '#server/features/templates/domain/content.ts';
import { describeBounds } from '../../../templates/_components/words.ts';
import type { ShownError } from './job-fields.tsx';
import type { DraftForm } from './use-draft.ts';

interface ParameterFieldsProps {
  form: DraftForm;
  parameters: readonly Parameter[];
  error: ShownError;
}

/** A field for each of the template's parameters, made from its type. */
export function ParameterFields({ form, parameters, error }: ParameterFieldsProps) {
  if (parameters.length === 0) return null;
  const usual = parameters.filter((parameter) => !parameter.advanced);
  const advanced = parameters.filter((parameter) => parameter.advanced);
  const fields = (some: readonly Parameter[]) => (
    <div className="grid gap-4 sm:grid-cols-2">
      {some.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          form={form}
          error={error(`parameters.${parameter.name}`)}
        />
      ))}
    </div>
  );
  const hidden = advanced.some((parameter) => error(`parameters.${parameter.name}`) !== undefined);
  return (
    <Card title="Parameters">
      {fields(usual)}
      {advanced.length > 0 && (
        <Disclosure summary={`More options (${advanced.length})`} className="mt-5" open={hidden || undefined}>
          {fields(advanced)}
        </Disclosure>
      )}
      {error('parameters') !== undefined && <p className="mt-3 text-bad text-sm">{error('parameters')}</p>}
    </Card>
  );
}

function ParameterField({
  parameter,
  form,
  error,
}: {
  parameter: Parameter;
  form: DraftForm;
  error: string | undefined;
}) {
  const typed = form.draft.parameters[parameter.name];
  const change = (value: string | boolean) => form.changeParameter(parameter.name, value);
  const help = parameter.description === '' ? undefined : parameter.description;
  if (parameter.type === 'boolean') {
    return (
      <div className="self-center">
        <Switch label={parameter.title} checked={typed === true} onChange={(event) => change(event.target.checked)} />
        {help !== undefined && <p className="text-text-3 text-xs">{help}</p>}
        {error !== undefined && <p className="text-bad text-xs">{error}</p>}
      </div>
    );
  }
  const text = typeof typed === 'string' ? typed : '';
  const bounds =
    parameter.type === 'integer' || parameter.type === 'number'
      ? describeBounds(parameter.minimum, parameter.maximum)
      : null;
  return (
    <Field
      label={parameter.title}
      help={help}
      error={error}
      optional={!parameter.required}
      required={parameter.required}
      aside={bounds ?? undefined}
    >
      {(control) => <Control parameter={parameter} control={control} text={text} onChange={change} />}
    </Field>
  );
}

interface ControlFieldProps {
  parameter: Exclude<Parameter, { type: 'boolean' }>;
  control: ControlProps;
  text: string;
  onChange: (text: string) => void;
}

function Control({ parameter, control, text, onChange }: ControlFieldProps) {
  switch (parameter.type) {
    case 'enum': {
      const none = parameter.default === undefined || !parameter.required ? [{ value: '', label: 'not chosen' }] : [];
      return (
        <Select
          {...control}
          value={text}
          options={[...none, ...parameter.values.map((value) => ({ value, label: value }))]}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    }
    case 'integer':
    case 'number':
      // Text with a number pad: the browser's number fields swallow what they do not understand.
      return (
        <Input
          {...control}
          className="tabular"
          inputMode={parameter.type === 'integer' ? 'numeric' : 'decimal'}
          autoComplete="off"
          unit={parameter.unit}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'string':
      return (
        <Input
          {...control}
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
          maxLength={parameter.maxLength}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
