import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { membership } from '#db/schema/index.ts';
import { testDatabase } from '#db/testing.ts';
import { createMailbox } from '#server/lib/change-mailbox.ts';
import type { Change } from '#server/lib/changes.ts';
import { jobRows } from './testing.ts';
import { watchJobs } from './watch-jobs.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const id = (n: number) => `01980000-0000-7000-8000-00000000000${n}`;

test('only jobs of visible teams are heard of, and a removed member hears no more after a minute', async () => {
  const rows = jobRows(database.db);
  const cv = await rows.team('cv');
  const nlp = await rows.team('nlp');
  const actor = await rows.actor('max@example.com', { teams: { [cv]: 'viewer', [nlp]: 'viewer' } });
  const left = new AbortController();
  let put: (change: Change) => void = () => undefined;
  const changes = {
    subscribe(filter: (change: Change) => boolean, signal: AbortSignal) {
      const mailbox = createMailbox(filter, signal);
      put = mailbox.put;
      return mailbox.events(() => undefined);
    },
    close: async () => undefined,
  };
  let now = 0;
  const context = { actor, db: database.db, now: () => new Date(now), changes };
  const events = watchJobs(context, {}, left.signal);
  const change = (n: number, teamId: string) => put({ topic: 'job', jobId: id(n), teamId, ownerId: actor.personId });

  const first = events.next();
  put({ topic: 'capacity' });
  change(1, id(9));
  change(2, cv);
  expect((await first).value).toEqual({ jobId: id(2), teamId: cv });

  await database.db.delete(membership).where(eq(membership.teamId, cv));
  now = 59_000;
  change(3, cv);
  expect((await events.next()).value).toEqual({ jobId: id(3), teamId: cv });
  now = 61_000;
  change(4, cv);
  change(5, nlp);
  expect((await events.next()).value).toEqual({ jobId: id(5), teamId: nlp });

  const last = events.next();
  left.abort();
  expect((await last).done).toBe(true);
});
