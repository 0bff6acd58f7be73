import type { Parameter } from '#server/features/templates/domain/content.ts';
import { type ParameterValue, validateParameters } from '#server/features/templates/domain/validate-parameters.ts';
import type { Job, Template } from '../../../_data/types.ts';

/** The form as typed: text where people type text, so that a half-typed number is not lost. */
export interface Draft {
  teamId: string;
  name: string;
  parameters: Record<string, string | boolean>;
  /** Empty: any. */
  gpuModel: string;
  capacityType: '' | 'reserved' | 'spot' | 'on-demand';
  priorityClass: 'production' | 'research' | 'experiments';
  maxRuntimeHours: string;
  tags: string;
}

type Values = Record<string, string | number | boolean>;

const asTyped = (parameter: Parameter, value: string | number | boolean | undefined): string | boolean => {
  if (parameter.type === 'boolean') return value === true;
  return value === undefined ? '' : String(value);
};

/** The form to begin with: the template's defaults, over them what the cloned job had. */
export function firstDraft(template: Template, origin: Job | null, teamId: string, name: string): Draft {
  const { content } = template;
  return {
    teamId,
    name,
    parameters: Object.fromEntries(
      content.parameters.map((parameter) => [
        parameter.name,
        asTyped(parameter, origin?.parameters[parameter.name] ?? parameter.default),
      ]),
    ),
    gpuModel: origin?.gpuModel ?? content.defaultGpuModel ?? '',
    capacityType: origin?.capacityType ?? '',
    priorityClass: origin?.priorityClass ?? 'research',
    maxRuntimeHours: String(
      origin === null ? content.maxRuntimeHours : Math.round(origin.maxRuntimeSeconds / 36) / 100,
    ),
    tags: origin?.tags.join(', ') ?? '',
  };
}

/** A number as typed; what is no number stays text, and is told so. */
const typedNumber = (text: string): number | string =>
  /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : text;

function givenValues(parameters: readonly Parameter[], draft: Draft): Values {
  const given: Values = {};
  for (const parameter of parameters) {
    const typed = draft.parameters[parameter.name];
    if (typed === undefined) continue;
    if (typeof typed === 'boolean') given[parameter.name] = typed;
    else if (parameter.type === 'integer' || parameter.type === 'number')
      given[parameter.name] = typed.trim() === '' ? '' : typedNumber(typed);
    else if (typed !== '' || parameter.type === 'string') given[parameter.name] = typed;
  }
  return given;
}

const usable = (entry: [string, ParameterValue]): entry is [string, string | number | boolean] => entry[1] !== null;

/** What is typed, as a request; and what is wrong with it as far as can be told here. */
export function readDraft(template: Template, draft: Draft, clonedFrom: string | null) {
  const { content } = template;
  const { values, fields: wrong } = validateParameters(content.parameters, givenValues(content.parameters, draft));
  const hours = typedNumber(draft.maxRuntimeHours);
  const fields: Record<string, string> = { ...wrong, ...checkName(draft.name) };
  if (typeof hours !== 'number' || hours * 3600 < 60)
    fields.maxRuntimeSeconds = 'a number of hours, at least a minute (0.02)';
  else if (hours > 336) fields.maxRuntimeSeconds = 'at most 336 h (14 days)';
  if (draft.teamId === '') fields.teamId = 'choose a team';
  const request = {
    templateSlug: content.slug,
    templateVersion: template.version,
    teamId: draft.teamId,
    name: draft.name,
    parameters: Object.fromEntries([...values].filter(usable)),
    priorityClass: draft.priorityClass,
    gpuModel: content.usesGpus && draft.gpuModel !== '' ? draft.gpuModel : null,
    capacityType: content.usesGpus && draft.capacityType !== '' ? draft.capacityType : null,
    maxRuntimeSeconds: typeof hours === 'number' ? Math.round(hours * 3600) : 0,
    tags: readTags(draft.tags),
    clonedFrom,
  };
  return { request, fields };
}

function checkName(name: string): Record<string, string> {
  if (name.length < 2) return { name: 'at least 2 characters' };
  if (name.length > 50) return { name: 'at most 50 characters' };
  if (/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) return {};
  return { name: 'lower-case letters, digits and hyphens; starts with a letter, ends with a letter or digit' };
}

/** Tags between commas, each once. */
export const readTags = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];
