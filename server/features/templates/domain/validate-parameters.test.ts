import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Parameter } from './content.ts';
import { validateParameters } from './validate-parameters.ts';

const common = { title: 'T', description: '', required: true, advanced: false };
const gpus: Parameter = { ...common, name: 'num_gpus', type: 'integer', default: 8, minimum: 1, maximum: 128 };
const rate: Parameter = { ...common, name: 'rate', type: 'number', minimum: 0.001, maximum: 1 };
const script: Parameter = { ...common, name: 'script', type: 'string', pattern: '[a-z/]+\\.py', maxLength: 20 };
const precision: Parameter = { ...common, name: 'precision', type: 'enum', values: ['fp16', 'bf16'] };
const resume: Parameter = { ...common, name: 'resume', type: 'boolean' };
const note: Parameter = { ...common, name: 'note', type: 'string', required: false, maxLength: 500 };
const hours: Parameter = { ...common, name: 'hours', type: 'integer', maximum: 24, unit: 'hours', required: false };

const check = (parameter: Parameter, value: unknown) => {
  const { values, fields } = validateParameters([parameter], { [parameter.name]: value });
  return fields[`parameters.${parameter.name}`] ?? values.get(parameter.name);
};

test.each([
  [gpus, 1, 1],
  [gpus, 128, 128],
  [gpus, undefined, 8],
  [gpus, 0, 'at least 1'],
  [gpus, 129, 'at most 128'],
  [gpus, 1.5, 'must be a whole number'],
  [gpus, '8', 'must be a whole number'],
  [gpus, Number.NaN, 'must be a whole number'],
  [gpus, 2 ** 60, 'must be a whole number'],
  [rate, 0.001, 0.001],
  [rate, 0, 'at least 0.001'],
  [rate, Number.POSITIVE_INFINITY, 'must be a number'],
  [rate, undefined, 'is needed'],
  [rate, '', 'is needed'],
  [script, 'a/train.py', 'a/train.py'],
  [script, 'train.py; rm', 'must look like [a-z/]+\\.py'],
  [script, 'x'.repeat(21), 'at most 20 characters'],
  [script, '', 'is needed'],
  [script, 7, 'must be text'],
  [note, undefined, null],
  [note, '', ''],
  [note, 'a\0b', 'contains a character that is not text'],
  [note, '\ud800', 'contains a character that is not text'],
  [precision, 'bf16', 'bf16'],
  [precision, 'fp32', 'must be one of fp16, bf16'],
  [resume, false, false],
  [resume, 'yes', 'must be yes or no'],
  [hours, '', null],
  [hours, 25, 'at most 24 hours'],
])('%o with %j → %j', (parameter, value, expected) => {
  expect(check(parameter, value)).toBe(expected);
});

test('unknown parameters are refused, those of JavaScript too', () => {
  const given: unknown = JSON.parse('{"__proto__": 1, "toString": "x", "nope": true}');
  if (typeof given !== 'object' || given === null) throw new Error('not an object');
  const { fields } = validateParameters([gpus], { ...Object.fromEntries(Object.entries(given)) });
  expect(Object.keys(fields).sort()).toEqual(['parameters.__proto__', 'parameters.nope', 'parameters.toString']);
  expect(fields['parameters.nope']).toBe('this template has no parameter "nope"');
  const named: Parameter = { ...common, name: 'constructor', type: 'integer' };
  expect(validateParameters([named], {}).fields).toEqual({ 'parameters.constructor': 'is needed' });
});

test('a pattern that would hang a backtracking matcher answers at once', () => {
  const evil: Parameter = { ...common, name: 'evil', type: 'string', pattern: '(a+)+', maxLength: 4_000 };
  const started = performance.now();
  expect(check(evil, `${'a'.repeat(3_999)}b`)).toBe('must look like (a+)+');
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('what passes is inside its bounds and of its type; anything else has an error at its field', () => {
  const bounds = fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.nat(1e6));
  fc.assert(
    fc.property(bounds, fc.oneof(fc.integer(), fc.double(), fc.anything()), ([minimum, span], value) => {
      const maximum = minimum + span;
      const parameter: Parameter = { ...common, name: 'n', type: 'integer', minimum, maximum };
      const { values, fields } = validateParameters([parameter], { n: value });
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
      expect(values.get('n')).toBe(fits ? value : undefined);
      expect(Object.keys(fields)).toEqual(fits ? [] : ['parameters.n']);
    }),
  );
});
