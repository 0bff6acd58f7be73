import { expect, test } from 'vitest';
import { explainError, safeTarget } from './sign-in-words.ts';

test('errors are explained, unknown ones too', () => {
  expect(explainError(null)).toBeNull();
  expect(explainError('AccessDenied')).toContain('administrator');
  expect(explainError('Whatever')).toBe('Signing in did not work. Please try again.');
});

test.each([
  [null, '/'],
  ['/jobs?team=nlp', '/jobs?team=nlp'],
  ['http://localhost:3000/jobs/1', '/jobs/1'],
  ['/jobs?team=nlp&_rsc=1a2b3', '/jobs?team=nlp'],
  ['/capacity?_rsc=1a2b3', '/capacity'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['/sign-in?error=x', '/'],
  ['javascript:alert(1)', '/'],
  ['http://localhost//evil.example', '/'],
  ['http://', '/'],
])('after signing in, %s leads to %s', (callbackUrl, target) => expect(safeTarget(callbackUrl)).toBe(target));
