import type { Step } from './lib/supervisor.ts';

export type OnStep = (step: Step) => void;

/** Runs `work` as one step: running, then done with what it returns in words, or failed with the reason. */
export async function asStep<Result>(
  onStep: OnStep,
  { id, title }: Pick<Step, 'id' | 'title'>,
  work: (say: (detail: string) => void) => Promise<Result>,
  tell: (result: Result) => string = () => '',
): Promise<Result> {
  const step = (state: Step['state'], detail: string, progress: number | null = null): void =>
    onStep({ id, title, state, progress, detail });
  step('running', '');
  try {
    const result = await work((detail) => step('running', detail));
    step('done', tell(result), 1);
    return result;
  } catch (error) {
    step('failed', reason(error));
    throw error;
  }
}

/** A step that has nothing to do, and why. */
export function skip(onStep: OnStep, { id, title }: Pick<Step, 'id' | 'title'>, detail: string): void {
  onStep({ id, title, state: 'skipped', progress: null, detail });
}

/** An error and its causes in one line. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error instanceof AggregateError ? error.errors.map(reason).join('; ') : error.message;
  return error.cause === undefined ? own : `${own} (${reason(error.cause)})`;
}
