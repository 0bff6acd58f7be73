import { z } from 'zod';
import { request } from './fixtures/api.ts';
import { uniqueName } from './fixtures/names.ts';
import { expect, test } from './fixtures/test.ts';
import { JobPage } from './pages/job-page.ts';
import { NewJobPage } from './pages/new-job-page.ts';

const readySchema = z.object({ components: z.object({ node: z.object({ state: z.string(), detail: z.string() }) }) });

test('a training really runs on the real node, and its own lines are read as it writes them', async ({ page }) => {
  const { node } = readySchema.parse(await (await request(null, '/api/ready')).json()).components;
  test.skip(node.state === 'skipped', `no real node here: ${node.detail}`);
  const name = uniqueName('real');
  const form = new NewJobPage(page);
  await form.goto('demo-training');
  await form.field('Name').fill(name);
  await form.field('Epochs').fill('8');
  await form.field('Seconds per epoch').fill('1');
  await expect(form.fact('Asks')).toContainText('no GPU');
  await form.submit.click();

  const job = new JobPage(page);
  await job.expectState('running');
  await job.markDocument();
  await job.openTab('Logs');
  await expect(job.log).toContainText(/epoch 3\/8 .*loss \d+\.\d+/);
  await expect(job.header.getByText('running', { exact: true }), 'it still runs while its log is read').toBeVisible();
  await expect(job.log).toContainText(/epoch 8\/8/);
  await expect(job.log).toContainText('training finished');
  await job.expectState('succeeded');
  await expect(job.fact('Cost')).toContainText('$0.00');
  await job.expectNotReloaded();
});
