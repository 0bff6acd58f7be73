'use client';

import { Plus, X } from 'lucide-react';
import { type Choice, MultiCombobox } from '#components/ui/combobox.tsx';

interface FilterProps {
  /** "Team" */
  label: string;
  choices: readonly Choice[];
  selected: readonly string[];
  onChange: (selected: string[]) => void;
}

const pill = 'inline-flex h-7 max-w-full items-center rounded-full text-sm max-sm:h-9';

/** One filter: dashed while it filters nothing, a removable chip with its values once it does. */
export function FilterChip({ label, choices, selected, onChange }: FilterProps) {
  const names = selected.map((value) => choices.find((choice) => choice.value === value)?.label ?? value);
  if (selected.length === 0) {
    return (
      <MultiCombobox
        label={label}
        choices={choices}
        selected={selected}
        onChange={onChange}
        trigger={
          <button
            type="button"
            aria-label={`Filter by ${label}`}
            className={`${pill} gap-1 border border-line-strong/60 border-dashed px-2.5 text-text-2 hover:bg-subtle hover:text-text`}
          >
            <Plus className="size-3.5" aria-hidden />
            {label}
          </button>
        }
      />
    );
  }
  return (
    <span className={`${pill} bg-accent-soft text-accent-text`}>
      <MultiCombobox
        label={label}
        choices={choices}
        selected={selected}
        onChange={onChange}
        trigger={
          <button type="button" className="h-full min-w-0 truncate rounded-l-full pr-1 pl-2.5">
            {label}: <span className="font-medium">{names.slice(0, 2).join(', ')}</span>
            {names.length > 2 && ` +${names.length - 2}`}
          </button>
        }
      />
      <button
        type="button"
        aria-label={`Remove filter ${label}`}
        onClick={() => onChange([])}
        className="flex h-full w-7 shrink-0 items-center justify-center rounded-r-full hover:bg-accent/15"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
  );
}
