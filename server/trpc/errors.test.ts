import { expect, test } from 'vitest';
import { toAppError } from './errors.ts';

test.each([
  // What node-postgres says of a connection that broke in the middle of a transaction, wrapped by drizzle.
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
])('the database is away: %s', (message) => {
  const error = new Error('Failed query: rollback', { cause: new Error(message) });
  expect(toAppError(error)).toMatchObject({ code: 'unavailable', message: expect.stringContaining('try again') });
});

test('what a server that crashes says counts as away, what it says of a query does not', () => {
  const server = (code: string) => Object.assign(new Error('from the server'), { code });
  expect(toAppError(server('57P02')).code).toBe('unavailable');
  expect(toAppError(server('23505')).code).toBe('internal');
});
