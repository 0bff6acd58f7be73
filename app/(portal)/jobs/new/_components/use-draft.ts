'use client';

import { useEffect, useState } from 'react';
import type { Draft } from './draft.ts';

/** A form that survives a reload of its tab; forgotten once it is sent. */
export function useDraft(key: string, first: Draft) {
  const [draft, setDraft] = useState(first);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const stored = readStored(key);
    if (stored !== null)
      setDraft((now) => ({ ...now, ...stored, parameters: { ...now.parameters, ...stored.parameters } }));
  }, [key]);
  const change = (field: string, next: Partial<Draft>) => {
    const changed = { ...draft, ...next };
    setDraft(changed);
    setTouched(new Set([...touched, field]));
    sessionStorage.setItem(key, JSON.stringify(changed));
  };
  return {
    draft,
    touched,
    change,
    changeParameter: (name: string, value: string | boolean) =>
      change(`parameters.${name}`, { parameters: { ...draft.parameters, [name]: value } }),
    forget: () => sessionStorage.removeItem(key),
  };
}

export type DraftForm = ReturnType<typeof useDraft>;

/** Only this tab has written it, but perhaps an older version of the form: takes what still fits. */
function readStored(key: string): Partial<Draft> | null {
  const text = sessionStorage.getItem(key);
  if (text === null) return null;
  try {
    const stored: unknown = JSON.parse(text);
    if (typeof stored !== 'object' || stored === null) return null;
    const { name, maxRuntimeHours, tags, gpuModel, parameters }: { [field: string]: unknown } = { ...stored };
    return {
      ...(typeof name === 'string' && { name }),
      ...(typeof maxRuntimeHours === 'string' && { maxRuntimeHours }),
      ...(typeof tags === 'string' && { tags }),
      ...(typeof gpuModel === 'string' && { gpuModel }),
      parameters: readParameters(parameters),
    };
  } catch {
    return null;
  }
}

function readParameters(stored: unknown): Draft['parameters'] {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      (entry): entry is [string, string | boolean] => typeof entry[1] === 'string' || typeof entry[1] === 'boolean',
    ),
  );
}
