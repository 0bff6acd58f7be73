/** Calls `work` every so many milliseconds until the signal aborts. Keeps no process alive. */
export function every(milliseconds: number, signal: AbortSignal, work: () => void): void {
  if (signal.aborted) return;
  const timer = setInterval(work, milliseconds);
  timer.unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/**
 * Makes a function that runs `work` soon after it is called, at most once in so many milliseconds
 * and never twice at once, however often it is called. A throw goes to `failed`, and work is tried again.
 */
export function throttle(
  milliseconds: number,
  signal: AbortSignal,
  work: () => Promise<void>,
  failed: (error: unknown) => void,
): () => void {
  let wanted = false;
  let busy = false;
  const run = async (): Promise<void> => {
    busy = true;
    wanted = false;
    try {
      await work();
    } catch (error) {
      failed(error);
      wanted = true;
    }
    setTimeout(() => {
      busy = false;
      if (wanted && !signal.aborted) void run();
    }, milliseconds).unref();
  };
  return () => {
    wanted = true;
    if (!busy && !signal.aborted) void run();
  };
}
