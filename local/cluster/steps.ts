import type { Step } from '../lib/supervisor.ts';

export type OnStep = (step: Step) => void;

/** Reports one step of the start; every call sends the whole step. */
export interface StepReporter {
  /** @param progress 0..1, or null where it cannot be known */
  running(progress?: number | null, detail?: string): void;
  done(detail?: string): void;
  skipped(detail: string): void;
  failed(detail: string): void;
}

/** Makes a reporter for the step with this id and title. */
export function stepReporter(onStep: OnStep, id: string, title: string): StepReporter {
  const send = (state: Step['state'], progress: number | null, detail: string) =>
    onStep({ id, title, state, progress, detail });
  return {
    running: (progress = null, detail = '') => send('running', progress, detail),
    done: (detail = '') => send('done', 1, detail),
    skipped: (detail) => send('skipped', null, detail),
    failed: (detail) => send('failed', null, detail),
  };
}

/**
 * Runs `work` as one step: running, then done with the text it returns, or
 * failed with the error's message (the error is thrown on).
 */
export async function asStep<T>(
  reporter: StepReporter,
  work: () => Promise<T>,
  detail: (result: T) => string = () => '',
): Promise<T> {
  reporter.running();
  try {
    const result = await work();
    reporter.done(detail(result));
    return result;
  } catch (error) {
    reporter.failed(error instanceof Error ? error.message : String(error));
    throw error;
  }
}
