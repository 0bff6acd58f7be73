import { apiOf } from './fixtures/api.ts';
import { expectState, submitJob } from './fixtures/jobs.ts';
import { uniqueName } from './fixtures/names.ts';
import { whileFrozen } from './fixtures/processes.ts';
import { expect, test } from './fixtures/test.ts';
import { JobPage } from './pages/job-page.ts';
import { JobsPage } from './pages/jobs-page.ts';

test('two people see the same job change at the same time', async ({ page, pageOf }) => {
  const { jobId, name } = await submitJob('alice', 'shared');
  const mine = new JobPage(page);
  await mine.goto(jobId);
  const theirs = new JobsPage(await pageOf('bob'));
  await theirs.goto(`?q=${name}`);
  await theirs.markDocument();
  await mine.expectState('running');
  await expect(theirs.row(name)).toContainText('running');
  await mine.stop.click();
  await mine.dialog.getByRole('button', { name: `Stop ${name}` }).click();
  await expect(theirs.row(name)).toContainText('stopped', { timeout: 40_000 });
  await theirs.expectNotReloaded();
});

test('a lost connection is said, and what happened meanwhile is there when it is back', async ({ cabled }) => {
  const jobs = new JobsPage(cabled.page);
  const common = uniqueName('offline');
  await submitJob('alice', 'offline', { name: `${common}-1` });
  await jobs.goto(`?q=${common}`);
  await expect(jobs.names).toHaveText([`${common}-1`]);
  await expect(jobs.live).toHaveText('Live');
  await jobs.markDocument();

  cabled.cable.cut();
  await expect(jobs.live).toHaveText('Reconnecting', { timeout: 40_000 });
  await expect(jobs.live).toHaveText(/^As of \d\d:\d\d$/);
  await expect(jobs.banner('This page has lost its connection to the portal')).toBeVisible();
  const { jobId } = await submitJob('alice', 'offline', { name: `${common}-2` });
  await expect(jobs.names).toHaveText([`${common}-1`]);

  cabled.cable.mend();
  await expect(jobs.live).toHaveText('Live', { timeout: 40_000 });
  await expect(jobs.banner('This page has lost its connection to the portal')).toBeHidden();
  await expect(jobs.names).toHaveText([`${common}-2`, `${common}-1`]);
  await (await apiOf('alice')).jobs.stop.mutate({ jobId });
  await expect(jobs.row(`${common}-2`)).toContainText('stopped', { timeout: 40_000 });
  await jobs.expectNotReloaded();
});

test('what changes before the page listens is shown all the same', async ({ page }) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(/\/api\/trpc\/jobs\.onChange/, async (route) => {
    await released;
    await route.continue();
  });
  const job = new JobPage(page);
  const ids: string[] = [];
  await whileFrozen('worker', async () => {
    const { jobId } = await submitJob('alice', 'early');
    ids.push(jobId);
    await job.goto(jobId);
    await job.expectState('queued');
    await job.markDocument();
  });
  const [jobId = ''] = ids;
  // From here on nothing more happens to it for a minute.
  await expectState('alice', jobId, 'running');
  await job.expectState('queued');
  release();
  await job.expectState('running');
  await job.expectNotReloaded();
});
