import { messageOf } from '#server/lib/errors.ts';
import { type Parameter, type TemplateContent, templateContentSchema } from './content.ts';
import { compileJob } from './evaluate-job.ts';
import { createScope } from './expression-scope.ts';
import { resolveJob } from './resolve.ts';
import { checkValue, patternMatches } from './validate-parameters.ts';

export type CheckedContent = { ok: true; content: TemplateContent } | { ok: false; fields: Record<string, string> };

/**
 * Checks a template as a whole before it is published: its form, defaults inside their bounds,
 * expressions over known names only, and a valid job with the defaults.
 *
 * @param input a template as read from YAML or JSON
 * @returns the content, or what is wrong by path in the template
 */
export function checkContent(input: unknown): CheckedContent {
  const parsed = templateContentSchema.safeParse(input);
  if (!parsed.success) {
    const fields: Record<string, string> = {};
    for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message;
    return { ok: false, fields };
  }
  const content = parsed.data;
  const fields = checkParameters(content.parameters);
  if (Object.keys(fields).length === 0) Object.assign(fields, checkJob(content));
  return Object.keys(fields).length === 0 ? { ok: true, content } : { ok: false, fields };
}

function checkParameters(parameters: readonly Parameter[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const parameter of parameters) {
    const problem = checkParameter(parameter);
    if (problem !== null) fields[`parameters.${parameter.name}`] = problem;
  }
  try {
    createScope(parameters);
  } catch (error) {
    fields.parameters = messageOf(error);
  }
  return fields;
}

function checkParameter(parameter: Parameter): string | null {
  if ('minimum' in parameter && (parameter.minimum ?? -Infinity) > (parameter.maximum ?? Infinity)) {
    return 'the minimum is above the maximum';
  }
  if (parameter.type === 'string' && parameter.pattern !== undefined) {
    try {
      patternMatches(parameter.pattern, '');
    } catch (error) {
      return `the pattern is wrong: ${messageOf(error)}`;
    }
  }
  // An empty text as a default stands for "not filled in".
  if (parameter.default === undefined || parameter.default === '') return null;
  const { problem } = checkValue(parameter, parameter.default);
  return problem === null ? null : `the default is wrong: ${problem}`;
}

function checkJob(content: TemplateContent): Record<string, string> {
  const compiled = compileJob(content.job, createScope(content.parameters));
  const fields: Record<string, string> = {};
  for (const [path, problem] of compiled.problems) fields[`job.${path}`] = problem;
  if (Object.keys(fields).length > 0) return fields;
  const resolved = resolveJob(content, {
    jobName: 'example',
    team: 'example',
    gpuModel: content.defaultGpuModel ?? 'A100-40',
    capacityType: null,
    priorityClass: 'research',
    maxRuntimeSeconds: Math.max(60, Math.min(3_600, Math.floor(content.maxRuntimeHours * 3_600))),
    parameters: Object.fromEntries(content.parameters.flatMap((p) => (hasDefault(p) ? [] : [[p.name, sample(p)]]))),
  });
  return resolved.ok ? {} : resolved.fields;
}

const hasDefault = (parameter: Parameter) => parameter.default !== undefined && parameter.default !== '';

/** Something a person could fill in where the template has no default. */
function sample(parameter: Parameter): unknown {
  if (!parameter.required) return null;
  switch (parameter.type) {
    case 'integer':
    case 'number':
      return parameter.minimum ?? Math.min(1, parameter.maximum ?? 1);
    case 'boolean':
      return false;
    case 'enum':
      return parameter.values[0];
    case 'string':
      // A pattern can only be tried with a default of the author's, and checking says so.
      return 'example';
  }
}
