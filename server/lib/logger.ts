import pino from 'pino';

/** Structured log of a process, JSON lines on stdout; values under names that hold secrets are masked. */
export function createLogger(process: string) {
  return pino({
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        '*.password',
        '*.token',
        '*.secret',
        '*.authorization',
        '*.cookie',
        'headers.authorization',
        'headers.cookie',
      ],
      censor: '[hidden]',
    },
  });
}

export type Logger = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;
