/** The closed list of what can go wrong in a way that a caller can act on. */
export const errorCodes = [
  'unauthenticated', // who are you
  'forbidden', // not yours
  'not_found',
  'invalid', // the input; `fields` says where
  'conflict', // somebody was faster, or the name is taken
  'unprocessable', // understood, but cannot be done (an idempotency key with another body)
  'too_large',
  'rate_limited',
  'unavailable', // a part of the system is away; try again
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Field path (`parameters.num_gpus`) → what is wrong with it, in words. */
export type FieldErrors = Record<string, string>;

/**
 * The one error that leaves a use case: `message` is for the person, `cause` and `logMessage` for the log.
 * Mapped once for each protocol (tRPC, REST).
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldErrors;
  readonly logMessage: string;

  /** By name: Next bundles routes and pages apart, each with a copy of this class. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'AppError';
  }

  constructor(
    code: ErrorCode,
    message: string,
    options: { fields?: FieldErrors; logMessage?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields ?? {};
    this.logMessage = options.logMessage ?? message;
  }
}

/** Input that is wrong at named fields. */
export function invalid(fields: FieldErrors, message = 'Some fields need another look.'): AppError {
  return new AppError('invalid', message, { fields });
}

/** @returns the message of anything that was thrown */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** HTTP status of each code (RFC 9110). */
export const httpStatus: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  unprocessable: 422,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};
