import { procedure, router } from '#server/trpc/init.ts';
import { listComponents } from './list-components.ts';
import { componentsOutput } from './schemas.ts';

export const systemRouter = router({
  components: procedure('system.read')
    .output(componentsOutput)
    .query(({ ctx }) => listComponents(ctx.db)),

  /** Yields whenever something that every page shows has changed: components, capacity, teams, templates. */
  onChange: procedure('system.read').subscription(async function* ({ ctx, signal }) {
    const topics = new Set(['components', 'capacity', 'team', 'templates', 'resync']);
    for await (const change of ctx.changes.subscribe(
      (c) => topics.has(c.topic),
      signal ?? new AbortController().signal,
    )) {
      yield { topic: change.topic };
    }
  }),
});
