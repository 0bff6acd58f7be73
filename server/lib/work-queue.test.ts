import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import type { Logger } from './logger.ts';
import { createWorkQueue, startWorkRunner } from './work-queue.ts';

const log: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('work sent in a transaction is done after it commits, and never when it is rolled back', async () => {
  const [queue] = await Promise.all([createWorkQueue(database.url, log), createWorkQueue(database.url, log)]);
  await expect(
    database.db.transaction(async (tx) => {
      await queue.send(tx, 'apply-job', { jobId: 'rolled-back' });
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  await database.db.transaction((tx) => queue.send(tx, 'apply-job', { jobId: 'committed' }));

  const done: string[] = [];
  const finished = Promise.withResolvers<void>();
  const runner = await startWorkRunner(database.url, log);
  await runner.run('apply-job', async ({ jobId }) => {
    done.push(jobId);
    if (done.length === 1) throw new Error('not this time');
    finished.resolve();
  });
  await finished.promise;
  await runner.stop();
  expect(done).toEqual(['committed', 'committed']);
});
