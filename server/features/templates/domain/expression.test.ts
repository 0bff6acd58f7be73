import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Parameter } from './content.ts';
import { compile, ExpressionError } from './expression.ts';
import { createScope, toCel } from './expression-scope.ts';

const common = { title: 'T', description: '', required: true, advanced: false };
const parameters: Parameter[] = [
  { ...common, name: 'num_gpus', type: 'integer' },
  { ...common, name: 'gpus_per_worker', type: 'integer' },
  { ...common, name: 'rate', type: 'number' },
  { ...common, name: 'script', type: 'string', maxLength: 500 },
  { ...common, name: 'resume', type: 'boolean' },
  { ...common, name: 'constructor', type: 'integer' },
  { ...common, name: 'fail_at', type: 'integer', required: false },
];
const scope = createScope(parameters);
const defaults = {
  num_gpus: 8,
  gpus_per_worker: 4,
  rate: 0.5,
  script: 'train.py',
  resume: true,
  constructor: 3,
  fail_at: null,
};
const choices = { gpu_model: 'A100-40', capacity_type: '', job_name: 'j', team: 'nlp', priority_class: 'research' };

function evaluate(text: string | number | boolean, given: Record<string, string | number> = {}) {
  const values = new Map<string, unknown>([...Object.entries(choices), ['max_runtime_seconds', 3_600n]]);
  const all = new Map<string, string | number | boolean | null>(Object.entries({ ...defaults, ...given }));
  for (const { name, type } of parameters) values.set(name, toCel(type, all.get(name) ?? null));
  return compile(text, scope).evaluate(values);
}

test.each([
  ['{{ num_gpus }}', 8],
  ['{{num_gpus}}', 8],
  ['{{ num_gpus * 50 }}Gi', '400Gi'],
  ['{{ ceilDiv(num_gpus, 3) }}', 3],
  ['{{ ceilDiv(-7, 2) }}', -3],
  ['{{ min(num_gpus, gpus_per_worker) }}', 4],
  ['{{ max(rate, 0.75) }}', 0.75],
  ['{{ num_gpus / 3 }}', 2],
  ['{{ num_gpus * 1.5 }}', 12],
  ['{{ num_gpus + rate }} and {{ rate - num_gpus }}', '8.5 and -7.5'],
  ['--lr={{ rate }}', '--lr=0.5'],
  ['{{ resume }}', true],
  ['{{ resume ? "--resume" : "" }}', '--resume'],
  ['{{ fail_at == null ? 0 : 1 }}', 0],
  ['{{ fail_at }}', null],
  ['x{{ fail_at }}', 'x'],
  ['{{ "}}" }}', '}}'],
  ["{{ 'it\\'s {{' }}", "it's {{"],
  ['{{ gpu_model in ["A100-40", "A100-80"] }}', true],
  ['{{ max_runtime_seconds / 60 }}', 60],
  ['{{ constructor + 1 }}', 4],
  ['{{ script.endsWith(".py") && size(script) > 3 }}', true],
  ['no expression } } {', 'no expression } } {'],
  ['', ''],
  [7, 7],
  [false, false],
])('%s → %s', (text, expected) => {
  expect(evaluate(text)).toBe(expected);
});

describe('what cannot be computed says what is wrong', () => {
  test.each([
    ['{{ num_gpu }}', '"num_gpu" is not known; known are capacity_type, constructor,'],
    ['{{ toString }}', '"toString" is not known'],
    ['{{ __proto__ }}', '__proto__'],
    ['{{ script.constructor }}', '"." cannot be used in templates'],
    ['{{ script["length"] }}', '"[]" cannot be used'],
    ['{{ num_gpus / 0 }}', 'divides by zero'],
    ['{{ num_gpus % 0 }}', 'divides by zero'],
    ['{{ ceilDiv(1, 0) }}', 'divides by zero'],
    ['{{ rate / 0.0 }}', 'division by zero'],
    ['{{ script + 1 }}', 'cannot compute string + int'],
    ['{{ fail_at * 2 }}', 'cannot compute'],
    ['{{ num_gpus ? 1 : 2 }}', 'bool'],
    ['{{ 9223372036854775807 * 9 }}', 'too large'],
    ['{{ 9007199254740993 }}', 'too large'],
    ['{{ [1, 2] }}', 'neither text, a number'],
    ['{{ [1, 2].map(i, i) }}', 'there is no function "map"'],
    ['{{ cel.bind(a, script + script, a + a) }}', 'there is no function "bind"'],
    ['{{ script.matches("(a+)+$") }}', 'there is no function "matches"'],
    ['{{ has(script.x) }}', 'there is no function "has"'],
    ['{{ process.exit() }}', 'there is no function "exit"'],
    ['{{ require("fs") }}', 'there is no function "require"'],
    ['{{ {"a": 1} }}', '"map" cannot be used'],
    ['{{ 1 + }}', 'Unexpected token'],
    ['{{ num_gpus', 'never closed'],
    ['{{ }}', 'holds nothing'],
    ['{{ fail("must be even") }}', 'must be even'],
    [`{{ ${'('.repeat(200)}1${')'.repeat(200)} }}`, 'nested too deeply'],
    [`{{ ${'!'.repeat(1_500)}true }}`, 'nested too deeply'],
    [`{{ ${'1+'.repeat(900)}1 }}`, 'too large'],
    ['x'.repeat(2_001), 'longer than 2000'],
  ])('%s', (text, message) => {
    expect(() => evaluate(text)).toThrow(ExpressionError);
    expect(() => evaluate(text)).toThrow(message);
  });

  test('a result that is too long', () => {
    expect(() => evaluate(`{{ ${Array(20).fill('script').join(' + ')} }}`, { script: 'x'.repeat(500) })).toThrow(
      'more than 8000 characters',
    );
  });
});

test('whatever the text, it ends quickly in a plain value or an ExpressionError', () => {
  const token = fc.constantFrom(
    ...'{{ }} num_gpus rate script resume fail_at 0 1 9 0.5 "a" + - * / % ( ) [ ] . , ? : ! && || == in min( map( all( true null matches( __proto__ constructor'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.array(token, { maxLength: 30 }).map((tokens) => `{{ ${tokens.join(' ')} }}`),
  );
  fc.assert(
    fc.property(text, (source) => {
      const started = performance.now();
      try {
        const value = evaluate(source);
        expect(['string', 'number', 'boolean', 'object']).toContain(typeof value);
        expect(value === null || typeof value !== 'object').toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError);
      }
      expect(performance.now() - started).toBeLessThan(500);
    }),
    { numRuns: 2_000 },
  );
});

test('whole numbers are computed exactly', () => {
  const small = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(small, small, (a, b) => {
      const given = { num_gpus: a, gpus_per_worker: b };
      expect(evaluate('{{ num_gpus * gpus_per_worker + 1 }}', given)).toBe(a * b + 1);
      expect(evaluate('{{ num_gpus }}-{{ gpus_per_worker }}', given)).toBe(`${a}-${b}`);
      if (b !== 0) expect(evaluate('{{ ceilDiv(num_gpus, gpus_per_worker) }}', given)).toBe(Math.ceil(a / b) + 0);
    }),
  );
});

test.each(['in', 'true', 'null', 'int', 'string', 'gpu_model', 'as'])('a parameter cannot be called %s', (name) => {
  expect(() => createScope([{ ...common, name, type: 'boolean' }])).toThrow(`"${name}"`);
});
