import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { AppError, type FieldErrors, invalid, messageOf } from '#server/lib/errors.ts';

/** Maps whatever ended a procedure to the one error type; what nobody foresaw becomes `internal` with its cause kept for the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return invalid(fieldsOf(error));
  if (error instanceof TRPCError) {
    if (error.cause instanceof AppError) return error.cause;
    if (error.code === 'BAD_REQUEST' && error.cause instanceof z.ZodError) return invalid(fieldsOf(error.cause));
    if (error.code === 'UNAUTHORIZED') return new AppError('unauthenticated', 'Please sign in.');
    if (error.code === 'NOT_FOUND') return new AppError('not_found', error.message);
    if (error.code === 'PAYLOAD_TOO_LARGE') return new AppError('too_large', error.message);
    if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR') return new AppError('invalid', error.message);
    return unforeseen(error.cause ?? error);
  }
  return unforeseen(error);
}

/** @returns field path → first message, e.g. `{ 'parameters.num_gpus': 'at most 128' }` */
export function fieldsOf(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message;
  return fields;
}

function unforeseen(error: unknown): AppError {
  const away = isDatabaseAway(error);
  return away
    ? new AppError('unavailable', 'The database cannot be reached right now. Please try again in a moment.', {
        cause: error,
        logMessage: messageOf(error),
      })
    : new AppError('internal', 'Something went wrong on our side. It has been logged.', {
        cause: error,
        logMessage: messageOf(error),
      });
}

const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
]);

function isDatabaseAway(error: unknown): boolean {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string' && awayCodes.has(e.code)) return true;
    // node-postgres has no codes for these; the last one comes of every query after a connection broke.
    if (/Connection terminated|timeout exceeded when trying to connect|is not queryable$/.test(e.message)) return true;
  }
  return false;
}
