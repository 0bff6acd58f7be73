import type { TemplateContent } from './content.ts';
import { type Compiled, compile, ExpressionError } from './expression.ts';
import type { Scope, Value } from './expression-scope.ts';

/** A template's job with every value computed, still to be checked against the job's schema. */
export interface EvaluatedJob {
  values: Record<string, unknown>;
  /** Path in the template's job (`command.2`, `env.EPOCHS`) → what is wrong. */
  problems: Map<string, string>;
}

/** A template's job with its expressions compiled. */
export interface CompiledJob {
  fields: Map<string, Compiled>;
  problems: Map<string, string>;
}

type Literal = string | number | boolean;

/** Every value of a template's job by its path. */
function literals(job: TemplateContent['job']): [string, Literal][] {
  const all: [string, Literal | null][] = [
    ['image', job.image],
    ['workers', job.workers],
    ['gpusPerWorker', job.gpusPerWorker],
    ['cpuPerWorker', job.cpuPerWorker],
    ['memoryPerWorker', job.memoryPerWorker],
    ['sharedMemory', job.sharedMemory],
    ...job.command.map((value, i): [string, Literal] => [`command.${i}`, value]),
    ...Object.entries(job.env).map(([name, value]): [string, Literal] => [`env.${name}`, value]),
    ['checkpoint.path', job.checkpoint?.path ?? null],
    ['checkpoint.intervalMinutes', job.checkpoint?.intervalMinutes ?? null],
  ];
  return all.filter((entry): entry is [string, Literal] => entry[1] !== null);
}

/** Compiles every expression of a template's job. */
export function compileJob(job: TemplateContent['job'], scope: Scope): CompiledJob {
  const compiled: CompiledJob = { fields: new Map(), problems: new Map() };
  for (const [path, literal] of literals(job)) {
    try {
      compiled.fields.set(path, compile(literal, scope));
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      compiled.problems.set(path, error.message);
    }
  }
  return compiled;
}

/** Computes every value of a compiled job. An argument or environment variable that comes to nothing is left out. */
export function evaluateJob(
  job: TemplateContent['job'],
  compiled: CompiledJob,
  given: ReadonlyMap<string, unknown>,
): EvaluatedJob {
  const problems = new Map(compiled.problems);
  const value = (path: string): Value => {
    try {
      return compiled.fields.get(path)?.evaluate(given) ?? null;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      problems.set(path, error.message);
      return null;
    }
  };
  const text = (path: string): string | null => {
    const result = value(path);
    return result === null ? null : String(result);
  };
  const values = {
    image: text('image'),
    command: job.command.map((_, i) => text(`command.${i}`)).filter((part) => part !== null),
    env: Object.fromEntries(
      Object.keys(job.env)
        .map((name) => [name, text(`env.${name}`)] as const)
        .filter(([, result]) => result !== null),
    ),
    workers: value('workers'),
    gpusPerWorker: value('gpusPerWorker'),
    cpuPerWorker: text('cpuPerWorker'),
    memoryPerWorker: text('memoryPerWorker'),
    sharedMemory: text('sharedMemory'),
    checkpoint: job.checkpoint
      ? { path: text('checkpoint.path'), intervalMinutes: value('checkpoint.intervalMinutes') }
      : null,
  };
  return { values, problems };
}
