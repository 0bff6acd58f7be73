import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { type ChangeFeed, createChangeFeed } from './change-feed.ts';
import { createMailbox, mailboxLimit } from './change-mailbox.ts';
import { announce, type Change } from './changes.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let database: Awaited<ReturnType<typeof testDatabase>>;
let feed: ChangeFeed;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await feed.close();
  await database.close();
});

const team = (n: number): Change => ({
  topic: 'team',
  teamId: `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`,
});
const everything = () => true;

function follow(filter: (change: Change) => boolean = everything) {
  const left = new AbortController();
  const events = feed.subscribe(filter, left.signal)[Symbol.asyncIterator]();
  return { next: async () => (await events.next()).value, leave: () => left.abort(), events };
}

test('a change is heard at commit, by those who asked for it; a lost connection is told to everyone', async () => {
  feed = createChangeFeed(database.url, log);
  const one = follow();
  // Said when the connection is there: what was read before may be older than it.
  expect(await one.next()).toEqual({ topic: 'resync' });
  const other = follow(({ topic }) => topic === 'capacity');
  await database.db.transaction(async (tx) => {
    await announce(tx, team(1));
  });
  await database.db.transaction((tx) => announce(tx, team(9)).then(() => tx.rollback())).catch(() => 'rolled back');
  await announce(database.db, { topic: 'capacity' });
  expect(await one.next()).toEqual(team(1));
  expect(await one.next()).toEqual({ topic: 'capacity' });
  expect(await other.next()).toEqual({ topic: 'capacity' });

  const killer = new pg.Client({ connectionString: database.url });
  await killer.connect();
  await killer.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'mlplatform-changes' and datname = current_database()`);
  await killer.end();
  expect(await one.next()).toEqual({ topic: 'resync' });
  expect(await other.next()).toEqual({ topic: 'resync' });
  await announce(database.db, team(2));
  expect(await one.next()).toEqual(team(2));

  const waiting = one.events.next();
  one.leave();
  expect(await waiting).toEqual({ done: true, value: undefined });
  other.leave();
});

test('a change that waits is kept once, and a reader who falls far behind reads everything again', async () => {
  const left = new AbortController();
  const mailbox = createMailbox(everything, left.signal);
  const events = mailbox.events(() => undefined);
  mailbox.put(team(1));
  mailbox.put(team(2));
  mailbox.put(team(1));
  expect((await events.next()).value).toEqual(team(1));
  mailbox.put(team(1));
  expect((await events.next()).value).toEqual(team(2));
  expect((await events.next()).value).toEqual(team(1));
  for (let n = 0; n <= mailboxLimit; n += 1) mailbox.put(team(n));
  mailbox.put(team(9_999));
  expect((await events.next()).value).toEqual({ topic: 'resync' });
  mailbox.put(team(3));
  expect((await events.next()).value).toEqual(team(3));
  const ended = events.next();
  left.abort();
  expect(await ended).toEqual({ done: true, value: undefined });
});

test('a subscriber that was gone before it began hears nothing', async () => {
  const events = feed.subscribe(everything, AbortSignal.abort())[Symbol.asyncIterator]();
  expect(await events.next()).toEqual({ done: true, value: undefined });
});
