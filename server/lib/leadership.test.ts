import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { admin, testDatabase } from '#db/testing.ts';
import { holdLeadership } from './leadership.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function candidate(name: string, leading: Set<string>) {
  const ends = new AbortController();
  const terms = { count: 0 };
  const over = holdLeadership(database.url, {
    log,
    signal: ends.signal,
    lead: async (signal) => {
      leading.add(name);
      terms.count += 1;
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      leading.delete(name);
    },
  });
  return {
    terms,
    stop: async () => {
      ends.abort();
      await over;
    },
  };
}

const soon = { timeout: 10_000, interval: 20 };

test('one leads; when it stops or loses its connection, another goes on', async () => {
  const leading = new Set<string>();
  const a = candidate('a', leading);
  await vi.waitFor(() => expect([...leading]).toEqual(['a']), soon);
  const b = candidate('b', leading);
  await a.stop();
  await vi.waitFor(() => expect([...leading]).toEqual(['b']), soon);
  await admin(
    database.url,
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mlplatform-leader' and datname = current_database()`,
  );
  await vi.waitFor(() => expect(b.terms.count).toBe(2), soon);
  expect([...leading]).toEqual(['b']);
  await b.stop();
  expect(leading.size).toBe(0);
});
