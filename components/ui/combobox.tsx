'use client';

import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import { Popover } from './popover.tsx';

export interface Choice {
  value: string;
  label: string;
  /** At the right: a number, an address. */
  note?: string;
}

interface MultiComboboxProps {
  label: string;
  trigger: React.ReactNode;
  choices: readonly Choice[];
  selected: readonly string[];
  onChange: (selected: string[]) => void;
}

/** Several of many, found by typing; stays open while choosing. */
export function MultiCombobox({ label, trigger, choices, selected, onChange }: MultiComboboxProps) {
  const toggle = (value: string) =>
    onChange(selected.includes(value) ? selected.filter((one) => one !== value) : [...selected, value]);
  return (
    <Popover trigger={trigger} label={label}>
      <Command label={label}>
        {choices.length > 7 && (
          <Command.Input
            placeholder={`Find ${label.toLowerCase()}`}
            className="h-9 w-full border-line border-b bg-transparent px-3 text-sm outline-none placeholder:text-text-3"
          />
        )}
        <Command.List className="scroll-slim max-h-72 overflow-auto p-1">
          <Command.Empty className="px-3 py-4 text-sm text-text-2">Nothing by that name.</Command.Empty>
          {choices.map((choice) => (
            <Command.Item
              key={choice.value}
              value={choice.value}
              keywords={[choice.label]}
              onSelect={() => toggle(choice.value)}
              aria-checked={selected.includes(choice.value)}
              className="flex min-h-8 items-center gap-2 rounded-sm px-2 text-sm data-[selected=true]:bg-subtle"
            >
              <span className="size-4 shrink-0 rounded-sm border border-line-strong text-accent-text">
                {selected.includes(choice.value) && <Check className="size-3.5" aria-hidden />}
              </span>
              <span className="min-w-0 flex-1 truncate">{choice.label}</span>
              {choice.note !== undefined && <span className="text-text-3 text-xs">{choice.note}</span>}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}
