import { z } from 'zod';
import { rows } from './fixtures/database.ts';
import { expectState, submitJob } from './fixtures/jobs.ts';
import { uniqueName } from './fixtures/names.ts';
import { expect, test } from './fixtures/test.ts';
import { JobPage } from './pages/job-page.ts';
import { NewJobPage } from './pages/new-job-page.ts';

test('a running job is stopped after saying what that costs, and the page says by whom', async ({ page }) => {
  const { jobId, name } = await submitJob('alice', 'stop');
  await expectState('alice', jobId, 'running');
  const job = new JobPage(page);
  await job.goto(jobId);
  await job.stop.click();
  await expect(job.dialog).toContainText('Ends 1 running pod after');
  await expect(job.dialog).toContainText('1 × V100-16 go back to Natural Language');
  await job.dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(job.dialog).toBeHidden();
  await job.expectState('running');

  await job.stop.click();
  await job.dialog.getByRole('button', { name: `Stop ${name}` }).click();
  await job.expectState('stopped');
  await expect(job.header).toContainText('Stopped by Alice Nguyen.');
  await expect(job.stop).toBeHidden();
  const audit = z.object({ actor_email: z.string() });
  const written = await rows(audit, `select actor_email from audit where action = 'job.stop' and resource_id = $1`, [
    jobId,
  ]);
  expect(written).toEqual([{ actor_email: 'alice@example.com' }]);
});

test('a clone begins with what the job had, and is a job of its own', async ({ page }) => {
  const parameters = { num_gpus: 1, gpus_per_worker: 1, epochs: 7, learning_rate: 0.05 };
  const { jobId, name } = await submitJob('alice', 'origin', { parameters, tags: ['cloned'] });
  const job = new JobPage(page);
  await job.goto(jobId);
  await job.clone.click();

  const form = new NewJobPage(page);
  await expect(form.title).toHaveText(`Clone of ${name}`);
  await expect(form.field('Epochs')).toHaveValue('7');
  await expect(form.field('Learning rate')).toHaveValue('0.05');
  await expect(form.field('GPU model')).toHaveValue('V100-16');
  await expect(form.field('Tags')).toHaveValue('cloned');
  await expect(form.field('Name')).not.toHaveValue(name);
  const cloneName = uniqueName('clone');
  await form.field('Name').fill(cloneName);
  await form.field('Epochs').fill('9');
  await form.submit.click();

  await expect(job.title).toHaveText(cloneName);
  expect(job.jobId).not.toBe(jobId);
  await expect(job.fact('epochs')).toHaveText('9');
  await expect(job.fact('learning_rate')).toHaveText('0.05');
  await expect(job.fact('Cloned from').getByRole('link')).toHaveAttribute('href', `/jobs/${jobId}`);
});
