import { type JobSpec, jobSpecSchema } from '#server/features/jobs/domain/spec.ts';
import type { TemplateContent } from './content.ts';
import { type CompiledJob, compileJob, evaluateJob } from './evaluate-job.ts';
import { createScope, toCel } from './expression-scope.ts';
import { issueInWords } from './spec-issues.ts';
import { type ParameterValue, validateParameters } from './validate-parameters.ts';

/** A person's choices beside the template's own parameters. */
export interface Choices {
  jobName: string;
  /** Slug of the team. */
  team: string;
  gpuModel: string | null;
  capacityType: JobSpec['capacityType'];
  priorityClass: JobSpec['priorityClass'];
  maxRuntimeSeconds: number;
  parameters: Readonly<Record<string, unknown>>;
}

export type Resolution =
  | { ok: true; spec: JobSpec; parameters: Record<string, Exclude<ParameterValue, null>> }
  | { ok: false; fields: Record<string, string> };

/** Long enough to look into a finished job's pods, short enough to keep the cluster's own list small. */
const TTL_SECONDS = 6 * 3_600;

/**
 * Makes a job from a template and a person's choices.
 * @returns the job, or what is wrong by field: `parameters.<name>` where one parameter is the cause,
 *   `parameters` (with the place in the template) where several or none are
 */
export function resolveJob(content: TemplateContent, choices: Choices): Resolution {
  const { values, fields } = validateParameters(content.parameters, choices.parameters);
  const gpuModel = content.usesGpus ? (choices.gpuModel ?? content.defaultGpuModel) : null;
  if (content.usesGpus && gpuModel === null) fields.gpuModel = 'choose a GPU model';
  const hours = content.maxRuntimeHours;
  if (choices.maxRuntimeSeconds > hours * 3_600) {
    fields.maxRuntimeSeconds = `at most ${hours} hours with this template`;
  }
  if (Object.keys(fields).length > 0) return { ok: false, fields };

  const compiled = compileJob(content.job, createScope(content.parameters));
  const names = new Map<string, unknown>(Object.entries(namedChoices(choices, gpuModel)));
  for (const { name, type } of content.parameters) names.set(name, toCel(type, values.get(name) ?? null));
  const { values: computed, problems } = evaluateJob(content.job, compiled, names);
  const parsed = jobSpecSchema.safeParse({
    ...computed,
    framework: content.framework,
    strategy: content.strategy,
    gpuModel: computed.gpusPerWorker === 0 ? null : gpuModel,
    capacityType: computed.gpusPerWorker === 0 ? null : choices.capacityType,
    pool: content.job.pool,
    priorityClass: choices.priorityClass,
    maxRuntimeSeconds: choices.maxRuntimeSeconds,
    ttlSecondsAfterFinished: TTL_SECONDS,
    mlflow: content.job.mlflow,
  });
  if (problems.size === 0 && parsed.success) {
    const given = [...values].filter((entry): entry is [string, Exclude<ParameterValue, null>] => entry[1] !== null);
    return { ok: true, spec: parsed.data, parameters: Object.fromEntries(given) };
  }
  if (problems.size === 0)
    for (const issue of parsed.error?.issues ?? []) problems.set(issue.path.join('.'), issueInWords(issue));
  return { ok: false, fields: fieldsOf(content, compiled, problems) };
}

const namedChoices = (choices: Choices, gpuModel: string | null) => ({
  gpu_model: gpuModel ?? '',
  capacity_type: choices.capacityType ?? '',
  job_name: choices.jobName,
  team: choices.team,
  priority_class: choices.priorityClass,
  max_runtime_seconds: BigInt(choices.maxRuntimeSeconds),
});

function fieldsOf(content: TemplateContent, compiled: CompiledJob, problems: ReadonlyMap<string, string>) {
  const fields: Record<string, string> = {};
  for (const [path, problem] of problems) {
    const used = parametersIn(content, compiled, path);
    const [only] = used;
    const cause =
      used.length === 1 && only !== undefined ? only : gpuPaths.includes(path) ? gpuParameter(content) : null;
    if (cause !== null) fields[`parameters.${cause}`] ??= problem;
    else fields.parameters = [fields.parameters, `${path}: ${problem}`].filter(Boolean).join('; ');
  }
  return fields;
}

const gpuPaths = ['workers', 'gpusPerWorker'];

function parametersIn(content: TemplateContent, compiled: CompiledJob, path: string): string[] {
  const used = compiled.fields.get(path)?.names;
  return content.parameters.map((parameter) => parameter.name).filter((name) => used?.has(name));
}

/**
 * The parameter that says how many GPUs a job takes, so that a problem with them shows beside it.
 * @returns its name; null when none or several do
 */
export function gpuParameter(content: TemplateContent): string | null {
  const compiled = compileJob(content.job, createScope(content.parameters));
  const [workers = [], perWorker = []] = gpuPaths.map((path) => parametersIn(content, compiled, path));
  const all = [...new Set([...workers, ...perWorker])];
  // `ceilDiv(num_gpus, gpus_per_worker)` workers of `gpus_per_worker`: what only the number of workers uses is the sum.
  const candidates = [
    all,
    all.filter((name) => /^(num_|total_)?gpus$/.test(name)),
    workers.filter((name) => !perWorker.includes(name)),
  ];
  return candidates.find((names) => names.length === 1)?.[0] ?? null;
}

/** @returns the parameter that alone says how many GPUs each worker takes, or null */
export function gpusPerWorkerParameter(content: TemplateContent): string | null {
  const compiled = compileJob(content.job, createScope(content.parameters));
  const names = parametersIn(content, compiled, 'gpusPerWorker');
  const perWorker = names.length > 1 ? names.filter((name) => name !== gpuParameter(content)) : names;
  return perWorker.length === 1 ? (perWorker[0] ?? null) : null;
}
