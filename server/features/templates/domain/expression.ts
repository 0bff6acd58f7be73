import { type ASTNode, TypeError as CelTypeError, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { splitParts } from './expression-parts.ts';
import { type Scope, TemplateFailure, type Value } from './expression-scope.ts';

/** What is wrong with an expression, in words. */
export class ExpressionError extends Error {}

/** A template's value, ready to be computed again and again. */
export interface Compiled {
  /** Parameters and choices it uses. */
  names: ReadonlySet<string>;
  /**
   * @param values every name of the scope, as CEL values (whole numbers as bigint)
   * @throws ExpressionError
   */
  evaluate(values: ReadonlyMap<string, unknown>): Value;
}

const MAX_SOURCE_LENGTH = 2_000;
const MAX_RESULT_LENGTH = 8_000;

/**
 * Compiles a value of a template: a literal, or text with `{{ CEL }}` parts. A text that is exactly one
 * `{{ }}` keeps the type of its result; around other text results are written out.
 *
 * @throws ExpressionError for unknown names, wrong types, unknown functions, deep or huge expressions
 */
export function compile(value: string | number | boolean, scope: Scope): Compiled {
  if (typeof value !== 'string') return { names: new Set(), evaluate: () => value };
  if (value.length > MAX_SOURCE_LENGTH) throw new ExpressionError(`is longer than ${MAX_SOURCE_LENGTH} characters`);
  const names = new Set<string>();
  const parts = inWords(() =>
    splitParts(value).map((part) =>
      part.kind === 'text' ? () => part.text : compileExpression(part.source, scope, names),
    ),
  );
  const [only] = parts;
  const isOne = parts.length === 1 && value.trimStart().startsWith('{{');
  return {
    names,
    evaluate: (values) => {
      const context = Object.assign(Object.create(null), Object.fromEntries(values));
      const result = inWords(() =>
        isOne && only ? only(context) : parts.map((part) => written(part(context))).join(''),
      );
      if (typeof result === 'string' && result.length > MAX_RESULT_LENGTH) {
        throw new ExpressionError(`comes to more than ${MAX_RESULT_LENGTH} characters`);
      }
      return result;
    },
  };
}

function compileExpression(source: string, scope: Scope, names: Set<string>) {
  const run = scope.environment.parse(source);
  checkNode(run.ast, scope, names);
  const types = run.check();
  if (types.error) throw types.error;
  return (context: Record<string, unknown>): Value => toValue(run(context));
}

// An allow-list over the syntax tree. Loops (`map`, `all`, `cel.bind`) and JavaScript's regular
// expressions (`matches`) are what could run for long; without them time is linear in the text.
const functions = new Set(['ceilDiv', 'min', 'max', 'fail', 'int', 'double', 'string', 'bool', 'size']);
const methods = new Set(['startsWith', 'endsWith', 'contains', 'size', 'trim', 'lowerAscii', 'upperAscii']);

function checkNode(node: ASTNode, scope: Scope, names: Set<string>): void {
  if (node.op === 'id') {
    if (!scope.names.has(node.args)) throw new ExpressionError(unknownName(node.args, scope));
    names.add(node.args);
  }
  const called = node.op === 'call' || node.op === 'rcall' ? node.args[0] : null;
  if (called !== null && !(node.op === 'call' ? functions : methods).has(called)) {
    throw new ExpressionError(`there is no function "${called}"`);
  }
  for (const child of operandsOf(node)) checkNode(child, scope, names);
}

function operandsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case '!_':
    case '-_':
      return [node.args];
    case 'list':
    case '?:':
    case '||':
    case '&&':
    case '==':
    case '!=':
    case 'in':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return node.args;
    default:
      throw new ExpressionError(`"${node.op}" cannot be used in templates`);
  }
}

const unknownName = (name: string, scope: Scope) =>
  `"${name}" is not known; known are ${[...scope.names].sort().join(', ')}`;

function toValue(result: unknown): Value {
  if (typeof result === 'bigint') {
    const number = Number(result);
    if (!Number.isSafeInteger(number)) throw new ExpressionError('comes to a number that is too large');
    return number;
  }
  if (typeof result === 'number') {
    if (!Number.isFinite(result)) throw new ExpressionError('does not come to a number (division by zero?)');
    return result;
  }
  if (typeof result === 'string' || typeof result === 'boolean' || result === null) return result;
  throw new ExpressionError('comes to neither text, a number nor true or false');
}

const written = (value: Value): string => (value === null ? '' : String(value));

function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpressionError) throw error;
    throw new ExpressionError(wordsFor(error), { cause: error });
  }
}

function wordsFor(error: unknown): string {
  if (error instanceof ParseError || error instanceof EvaluationError || error instanceof CelTypeError) {
    if (error.code === 'division_by_zero' || error.code === 'modulo_by_zero') return 'divides by zero';
    if (error.code === 'limit_exceeded') return 'is too large or nested too deeply';
    if (error.code === 'numeric_overflow') return 'comes to a number that is too large';
    if (error.code === 'no_such_overload') return error.summary.replace('no such overload:', 'cannot compute');
    return error.summary;
  }
  if (error instanceof TemplateFailure) return error.message;
  return error instanceof Error ? error.message : String(error);
}
