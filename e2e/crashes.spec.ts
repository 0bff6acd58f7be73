import { apiOf, request } from './fixtures/api.ts';
import { creationsOf, cutOffCreationsOf } from './fixtures/audit-log.ts';
import { expectSubmissionHeld, whileJobsCannotBeWritten } from './fixtures/database.ts';
import { expectState, type JobInput, jobInput, submitJob, volcanoJobs } from './fixtures/jobs.ts';
import { crash, expectReady, expectRestarted, type PartName } from './fixtures/processes.ts';
import { expect, test } from './fixtures/test.ts';
import { JobPage } from './pages/job-page.ts';

/** Sends a submission. @returns how that ended: with an HTTP status, or without an answer */
async function submitInto(input: JobInput): Promise<number | 'cut off'> {
  try {
    const { status } = await request('alice', '/api/trpc/jobs.submit', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ json: input }),
    });
    return status;
  } catch {
    return 'cut off';
  }
}

/** Submits until there is an answer, as a person with the same form would. @returns the job's id */
async function submitUntilAnswered(input: JobInput): Promise<string> {
  const api = await apiOf('alice');
  const answers: string[] = [];
  await expect(async () => {
    answers.push((await api.jobs.submit.mutate(input)).jobId);
  }).toPass({ timeout: 60_000, intervals: [500] });
  return answers[0] ?? '';
}

/** Exactly one job in the portal, one Volcano Job, and never a second one created in between. */
async function expectOne(name: string): Promise<void> {
  await expect.poll(async () => (await volcanoJobs(name)).length, { timeout: 40_000 }).toBe(1);
  const { jobs } = await (await apiOf('alice')).jobs.list.query({ search: name });
  expect(jobs.map((job) => job.name)).toEqual([name]);
  // Exactly one; only where the caller died while the API server wrote may its timeout stand for the creation.
  const cutOff = cutOffCreationsOf(name).length;
  expect(creationsOf(name).length).toBeLessThanOrEqual(1);
  expect(creationsOf(name).length + cutOff).toBeGreaterThanOrEqual(1);
}

// Whatever became of a test: the next one finds the portal as it should be.
test.afterEach(() => expectReady());

test('the worker dies right after a job was submitted: it is started again and makes one Volcano Job', async () => {
  const { jobId, name } = await submitJob('alice', 'worker-dies');
  const before = crash('worker');
  await expectRestarted('worker', before);
  await expectState('alice', jobId, 'running', 'succeeded');
  await expectOne(name);
});

const dying: { part: PartName; what: string; first: number | 'cut off' }[] = [
  { part: 'web', what: 'the web server', first: 'cut off' },
  { part: 'postgres', what: 'PostgreSQL', first: 503 },
];
for (const { part, what, first } of dying) {
  test(`${what} dies while a job is being submitted: asking again makes one job`, async () => {
    const input = await jobInput('alice', `${part}-dies`);
    await whileJobsCannotBeWritten(async () => {
      const sent = submitInto(input);
      await expectSubmissionHeld();
      const before = crash(part);
      expect(await sent, 'what the first request came to').toBe(first);
      await expectRestarted(part, before);
    });
    const jobId = await submitUntilAnswered(input);
    await expectState('alice', jobId, 'running', 'succeeded');
    await expectOne(input.name);
  });
}

test('PostgreSQL dies while pages are open: they come back by themselves', async ({ page }) => {
  const { jobId, name } = await submitJob('alice', 'page-stays');
  const job = new JobPage(page);
  await job.goto(jobId);
  await job.expectState('running');
  await job.markDocument();
  await expectRestarted('postgres', crash('postgres'));
  const api = await apiOf('alice');
  await expect(async () => void (await api.jobs.stop.mutate({ jobId }))).toPass({ timeout: 60_000 });
  await expect(page).toHaveTitle(`■ ${name} stopped`, { timeout: 60_000 });
  await job.expectNotReloaded();
});
