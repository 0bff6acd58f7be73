import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

/** A quota as typed. */
export interface QuotaDraft {
  guaranteedGpus: string;
  maxGpus: string;
  weight: string;
}

export interface Quota {
  guaranteedGpus: number;
  maxGpus: number;
  weight: number;
}

type Errors = Partial<Record<string, string>>;

const wholeNumber = (text: string): number | null => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : null);

/** What was typed as numbers, or what is wrong with it. */
export function readQuota(draft: QuotaDraft): { quota: Quota; errors: null } | { quota: null; errors: Errors } {
  const guaranteedGpus = wholeNumber(draft.guaranteedGpus);
  const maxGpus = wholeNumber(draft.maxGpus);
  const weight = wholeNumber(draft.weight);
  const errors: Errors = {};
  if (guaranteedGpus === null) errors.guaranteedGpus = 'a whole number of GPUs';
  if (maxGpus === null) errors.maxGpus = 'a whole number of GPUs';
  else if (guaranteedGpus !== null && maxGpus < guaranteedGpus) errors.maxGpus = 'max must be at least guaranteed';
  if (weight === null || weight < 1) errors.weight = 'a whole number from 1';
  if (guaranteedGpus === null || maxGpus === null || weight === null || Object.keys(errors).length > 0)
    return { quota: null, errors };
  return { quota: { guaranteedGpus, maxGpus, weight }, errors: null };
}

interface QuotaFieldsProps {
  draft: QuotaDraft;
  errors: Errors;
  onChange: (draft: QuotaDraft) => void;
}

export function QuotaFields({ draft, errors, onChange }: QuotaFieldsProps) {
  const field = (key: keyof QuotaDraft, label: string, help: string, unit?: string) => (
    <Field label={label} help={help} error={errors[key]} required>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          unit={unit}
          value={draft[key]}
          onChange={(event) => onChange({ ...draft, [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      {field('guaranteedGpus', 'Guaranteed', 'What the team can always get back.', 'GPUs')}
      {field('maxGpus', 'Max', 'What it may hold with borrowed ones.', 'GPUs')}
      {field('weight', 'Weight', 'Its share of what is free.')}
    </div>
  );
}
