import { RE2JS } from 're2js';
import type { Parameter } from './content.ts';

// The form in the browser checks with this very code: no Node APIs, no schema library.

/** A parameter's value as a person gives it; `null` stands for an optional one left empty. */
export type ParameterValue = string | number | boolean | null;

export interface ValidatedParameters {
  /** Every parameter of the template, with defaults filled in. Complete only when `fields` is empty. */
  values: Map<string, ParameterValue>;
  /** `parameters.<name>` → what is wrong, in words. */
  fields: Record<string, string>;
}

/** Checks what a person filled in against a template's parameters; unknown ones are refused. */
export function validateParameters(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
): ValidatedParameters {
  const values = new Map<string, ParameterValue>();
  const fields: Record<string, string> = {};
  const known = new Set(parameters.map((parameter) => parameter.name));
  for (const name of Object.keys(given)) {
    if (!known.has(name)) fields[`parameters.${name}`] = `this template has no parameter "${name}"`;
  }
  for (const parameter of parameters) {
    const own = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    const value = own === undefined ? parameter.default : own;
    if (value === undefined || value === null || (value === '' && parameter.type !== 'string')) {
      if (parameter.required) fields[`parameters.${parameter.name}`] = 'is needed';
      else values.set(parameter.name, null);
      continue;
    }
    const checked = checkValue(parameter, value);
    if (checked.problem === null) values.set(parameter.name, checked.value);
    else fields[`parameters.${parameter.name}`] = checked.problem;
  }
  return { values, fields };
}

type Checked = { problem: string } | { problem: null; value: string | number | boolean };
const wrong = (problem: string): Checked => ({ problem });

/** Checks one value that is there, a default too. */
export function checkValue(parameter: Parameter, value: unknown): Checked {
  switch (parameter.type) {
    case 'integer':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return wrong('must be a whole number');
      return checkBounds(parameter, value);
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return wrong('must be a number');
      return checkBounds(parameter, value);
    case 'boolean':
      return typeof value === 'boolean' ? { problem: null, value } : wrong('must be yes or no');
    case 'enum':
      return typeof value === 'string' && parameter.values.includes(value)
        ? { problem: null, value }
        : wrong(`must be one of ${parameter.values.join(', ')}`);
    case 'string':
      return checkText(parameter, value);
  }
}

function checkBounds(bounds: { minimum?: number; maximum?: number; unit?: string }, value: number): Checked {
  const unit = bounds.unit === undefined ? '' : ` ${bounds.unit}`;
  if (bounds.minimum !== undefined && value < bounds.minimum) return wrong(`at least ${bounds.minimum}${unit}`);
  if (bounds.maximum !== undefined && value > bounds.maximum) return wrong(`at most ${bounds.maximum}${unit}`);
  return { problem: null, value };
}

function checkText(parameter: Extract<Parameter, { type: 'string' }>, value: unknown): Checked {
  if (typeof value !== 'string') return wrong('must be text');
  if (value === '') return parameter.required ? wrong('is needed') : { problem: null, value };
  if (value.length > parameter.maxLength) return wrong(`at most ${parameter.maxLength} characters`);
  // Neither can be stored as JSON in PostgreSQL, nor handed to a process.
  if (value.includes('\0') || !value.isWellFormed()) return wrong('contains a character that is not text');
  if (parameter.pattern !== undefined && !patternMatches(parameter.pattern, value)) {
    return wrong(`must look like ${parameter.pattern}`);
  }
  return { problem: null, value };
}

/**
 * Whether the whole value matches. RE2 runs in time linear in the value, whatever the pattern.
 * @throws when the pattern is not one; a published template's has been tried
 */
export function patternMatches(pattern: string, value: string): boolean {
  return RE2JS.compile(pattern).testExact(value);
}
