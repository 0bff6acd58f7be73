import { Environment } from '@marcbachmann/cel-js';
import type { Parameter } from './content.ts';

/** What an expression may see or come to; `null`: an optional parameter that was left empty. */
export type Value = string | number | boolean | null;

/** The names an expression may use, with their CEL types. */
export interface Scope {
  environment: Environment;
  names: ReadonlySet<string>;
}

/** Names every template has besides its parameters, with their CEL types. */
export const choiceNames = {
  gpu_model: 'string',
  capacity_type: 'string',
  job_name: 'string',
  team: 'string',
  priority_class: 'string',
  max_runtime_seconds: 'int',
} as const;

/** Something a template says about a value through `fail("…")`; its message is meant for the person. */
export class TemplateFailure extends Error {}

// Templates come from people: far above what a template needs, far below what takes noticeable time.
const limits = { maxAstNodes: 200, maxDepth: 30, maxListElements: 50, maxMapEntries: 1, maxCallArguments: 4 };

const base = new Environment({ limits })
  .registerFunction('ceilDiv(int, int): int', (a: bigint, b: bigint) => {
    if (b === 0n) throw new TemplateFailure('divides by zero');
    const quotient = a / b;
    return a % b !== 0n && a < 0n === b < 0n ? quotient + 1n : quotient;
  })
  .registerFunction('min(int, int): int', (a: bigint, b: bigint) => (a < b ? a : b))
  .registerFunction('max(int, int): int', (a: bigint, b: bigint) => (a > b ? a : b))
  .registerFunction('min(double, double): double', (a: number, b: number) => Math.min(a, b))
  .registerFunction('max(double, double): double', (a: number, b: number) => Math.max(a, b))
  .registerFunction('fail(string): dyn', (message: string) => {
    throw new TemplateFailure(message);
  })
  // CEL never mixes whole and other numbers; people who write `epochs * 1.5` expect it to work.
  .registerOperator('int * double', (a: bigint, b: number) => Number(a) * b)
  .registerOperator('double * int', (a: number, b: bigint) => a * Number(b))
  .registerOperator('int + double', (a: bigint, b: number) => Number(a) + b)
  .registerOperator('double + int', (a: number, b: bigint) => a + Number(b))
  .registerOperator('int - double', (a: bigint, b: number) => Number(a) - b)
  .registerOperator('double - int', (a: number, b: bigint) => a - Number(b))
  .registerOperator('int / double', (a: bigint, b: number) => Number(a) / b)
  .registerOperator('double / int', (a: number, b: bigint) => a / Number(b));

/**
 * The scope of a template's expressions.
 * @throws Error naming the parameter, when its name is taken by the platform or by CEL
 */
export function createScope(parameters: readonly Parameter[]): Scope {
  const environment = base.clone();
  for (const [name, type] of Object.entries(choiceNames)) environment.registerVariable(name, type);
  const names = new Set<string>(Object.keys(choiceNames));
  for (const parameter of parameters) {
    if (names.has(parameter.name)) throw new Error(`the name "${parameter.name}" is taken`);
    if (!isIdentifier(environment, parameter)) {
      throw new Error(`"${parameter.name}" is a word of the expression language`);
    }
    names.add(parameter.name);
  }
  return { environment, names };
}

/** Declares the parameter. Some of CEL's own words cannot be declared, others (`true`) never be read. */
function isIdentifier(environment: Environment, parameter: Parameter): boolean {
  try {
    environment.registerVariable(parameter.name, celType(parameter));
    return environment.parse(parameter.name).ast.op === 'id';
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

const celTypes = { integer: 'int', number: 'double', string: 'string', enum: 'string', boolean: 'bool' } as const;

function celType(parameter: Parameter): string {
  return parameter.required || parameter.default !== undefined ? celTypes[parameter.type] : 'dyn';
}

/** @returns the value as CEL knows it: whole numbers are exact 64-bit integers there */
export function toCel(parameterType: Parameter['type'], value: Value): string | number | boolean | bigint | null {
  return parameterType === 'integer' && typeof value === 'number' ? BigInt(value) : value;
}
