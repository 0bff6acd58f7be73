import { type AppError, type ErrorCode, httpStatus } from './errors.ts';

const titles: Record<ErrorCode, string> = {
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  invalid: 'The request is not valid',
  conflict: 'Conflict',
  unprocessable: 'Cannot be done',
  too_large: 'Too large',
  rate_limited: 'Too many requests',
  unavailable: 'Temporarily unavailable',
  internal: 'Something went wrong',
};

/**
 * Answers with an error as problem+json (RFC 9457): the one mapping for REST routes.
 * @param where.path of the request, told back as `instance`
 * @param where.requestId to find the error in the log by
 */
export function problemResponse(error: AppError, where: { path: string; requestId?: string }): Response {
  const status = httpStatus[error.code];
  const body = {
    type: 'about:blank',
    title: titles[error.code],
    status,
    detail: error.message,
    instance: where.path,
    code: error.code,
    ...(Object.keys(error.fields).length > 0 && { fields: error.fields }),
    ...(where.requestId !== undefined && { requestId: where.requestId }),
  };
  return Response.json(body, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
