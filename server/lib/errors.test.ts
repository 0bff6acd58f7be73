import { expect, test } from 'vitest';
import { KubernetesRefused, KubernetesUnavailable } from '#server/adapters/kubernetes/port.ts';
import { AppError } from './errors.ts';

test('errors are known across copies of their classes, and not mistaken for each other', () => {
  const fromAnotherBundle = Object.assign(new Error('no'), {
    name: 'KubernetesRefused',
    status: 403,
    reason: 'Forbidden',
  });
  expect(fromAnotherBundle instanceof KubernetesRefused).toBe(true);
  expect(fromAnotherBundle instanceof KubernetesUnavailable).toBe(false);
  expect(new AppError('invalid', 'x') instanceof AppError).toBe(true);
  expect(new Error('x') instanceof AppError).toBe(false);
  expect({ name: 'AppError' } instanceof AppError).toBe(false);
});
