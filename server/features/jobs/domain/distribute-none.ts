import type { Distributed, Distribution } from './distribution.ts';

/** Workers that do not talk to each other; each knows its number (VC_TASK_INDEX). */
export function distributeNone({ spec }: Distributed): Distribution {
  return { plugins: { env: [] }, worker: { command: spec.command, env: {} } };
}
