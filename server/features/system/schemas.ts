import { z } from 'zod';

/** Every part of the system, its state and the age of that news. */
export const componentsOutput = z.object({
  components: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
      progress: z.number().min(0).max(1).nullable(),
      detail: z.string(),
      observedAt: z.date(),
    }),
  ),
});
