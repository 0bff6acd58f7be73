import { TRPCClientError } from '@trpc/client';
import { apiOf } from './fixtures/api.ts';
import { jobInput, submitJob, volcanoJobs } from './fixtures/jobs.ts';
import { uniqueName } from './fixtures/names.ts';
import { expect, test } from './fixtures/test.ts';
import { JobPage } from './pages/job-page.ts';
import { NewJobPage } from './pages/new-job-page.ts';

/** How many jobs of exactly this name the person sees. */
async function jobsNamed(name: string): Promise<number> {
  const { jobs } = await (await apiOf('alice')).jobs.list.query({ search: name });
  return jobs.filter((job) => job.name === name).length;
}

/** The code and fields of the error that a call ends with; null when it does not. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof TRPCClientError) return error.data?.app;
    throw error;
  }
}

test('what is wrong is said at its field as one types, and nothing is made', async ({ page }) => {
  const name = uniqueName('wrong');
  const form = new NewJobPage(page);
  await form.goto('pytorch-ddp');
  await form.field('Name').fill(name);

  await form.field('GPUs').fill('129');
  await form.expectError('GPUs', 'at most 128');
  await form.field('GPUs').fill('eight');
  await form.expectError('GPUs', 'must be a whole number');
  await form.field('GPUs').fill('8');
  await expect(form.field('GPUs')).not.toHaveAttribute('aria-invalid');

  await form.field('Learning rate').fill('11');
  await form.expectError('Learning rate', 'at most 10');
  await form.field('Name').fill('Not A Name');
  await form.expectError('Name', /lower-case letters/);
  await form.field('Name').fill(name);

  await form.submit.click();
  await expect(form.field('Learning rate'), 'the first wrong field gets the focus').toBeFocused();
  await expect(page).toHaveURL(/\/jobs\/new/);
  expect(await jobsNamed(name)).toBe(0);
});

test.describe('in a team of at most 56 GPUs', () => {
  test.use({ person: 'tomas.cohen' });

  test('asking for more is refused at the field, with both numbers', async ({ page }) => {
    const form = new NewJobPage(page);
    await form.goto('pytorch-ddp');
    await form.field('GPUs').fill('64');
    await form.expectError('GPUs', 'asks 64 GPUs, ads-ranking may hold 56 at most');
    await form.field('GPUs').fill('56');
    await expect(form.field('GPUs')).not.toHaveAttribute('aria-invalid');
  });
});

test('a name that is taken is said, with one that is free', async ({ page }) => {
  const { name } = await submitJob('alice', 'taken');
  const form = new NewJobPage(page);
  await form.goto('pytorch-ddp');
  await form.field('Name').fill(name);
  await form.expectError('Name', `${name} is taken in nlp; ${name}-2 is free`);
  await form.submit.click();
  await expect(form.field('Name')).toBeFocused();
  await form.field('Name').fill(`${name}-2`);
  await expect(form.field('Name')).not.toHaveAttribute('aria-invalid');
  expect(await jobsNamed(name)).toBe(1);
});

test('the API refuses an unknown GPU model and too many GPUs by field, and makes nothing', async () => {
  const api = await apiOf('alice');
  const input = await jobInput('alice', 'unknown', { gpuModel: 'B300' });
  expect(await refusal(api.jobs.submit.mutate(input))).toMatchObject({
    code: 'invalid',
    fields: { gpuModel: expect.stringContaining('there is no GPU model "B300"; there are A100-40, A100-80') },
  });
  const tooMany = { ...input, gpuModel: 'A100-40', parameters: { num_gpus: 129, gpus_per_worker: 8 } };
  expect(await refusal(api.jobs.submit.mutate(tooMany))).toMatchObject({
    code: 'invalid',
    fields: { 'parameters.num_gpus': 'at most 128' },
  });
  expect(await jobsNamed(input.name)).toBe(0);
  expect(await volcanoJobs(input.name)).toEqual([]);
});

test('a double click makes one job', async ({ page }) => {
  const name = uniqueName('double');
  const form = new NewJobPage(page);
  await form.goto('pytorch-ddp');
  await form.field('Name').fill(name);
  await form.field('GPUs').fill('1');
  await expect(form.verdict('Kubernetes would accept this job.')).toBeVisible();
  await form.submit.dblclick();
  await expect(new JobPage(page).title).toHaveText(name);
  expect(await jobsNamed(name)).toBe(1);
  await expect.poll(async () => (await volcanoJobs(name)).length).toBe(1);
});

test('a request sent again gives the same job; with other content it is refused', async () => {
  const api = await apiOf('alice');
  const { jobId, name, input } = await submitJob('alice', 'again');
  const answers = await Promise.all([1, 2, 3].map(() => api.jobs.submit.mutate(input)));
  expect(answers).toEqual([1, 2, 3].map(() => ({ jobId, name, alreadySubmitted: true })));
  const other = { ...input, parameters: { num_gpus: 1, gpus_per_worker: 1, epochs: 3 } };
  expect(await refusal(api.jobs.submit.mutate(other))).toMatchObject({ code: 'unprocessable' });
  expect(await jobsNamed(name)).toBe(1);
});
