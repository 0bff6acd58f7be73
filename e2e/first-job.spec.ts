import { apiOf } from './fixtures/api.ts';
import { creationsOf } from './fixtures/audit-log.ts';
import { endAfter, volcanoJobs } from './fixtures/jobs.ts';
import { uniqueName } from './fixtures/names.ts';
import { expect, test } from './fixtures/test.ts';
import { HomePage } from './pages/home-page.ts';
import { IdentityPage } from './pages/identity-page.ts';
import { JobPage } from './pages/job-page.ts';
import { NewJobPage } from './pages/new-job-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { TemplatePage } from './pages/template-page.ts';
import { TemplatesPage } from './pages/templates-page.ts';

test.use({ person: null });

test('alice signs in, submits a job from a template and watches it to its end', async ({ page }) => {
  const name = uniqueName('first');

  await test.step('signs in with the organisation', async () => {
    await page.goto('/');
    await new SignInPage(page).button.click();
    await new IdentityPage(page).personButton('alice').click();
    await expect(new HomePage(page).title).toContainText('Alice');
  });

  await test.step('picks a template', async () => {
    await new HomePage(page).place('Templates').click();
    await new TemplatesPage(page).template('PyTorch DDP').click();
    await new TemplatePage(page).use.click();
  });

  const form = new NewJobPage(page);
  await test.step('fills in the form and sees what will happen', async () => {
    await form.field('Name').fill(name);
    await form.field('GPUs').fill('8');
    await form.field('GPU model').selectOption('A100-40');
    await expect(form.fact('Asks')).toContainText('8 × A100-40');
    await expect(form.fact('Price')).toContainText(/\$\d+\.\d\d\/h/);
    await expect(form.fact('Price')).toContainText(/at most \$[\d,]+\.\d\d in 7 d/);
    await expect(form.verdict('Kubernetes would accept this job.')).toBeVisible();
    const manifest = await form.manifest();
    await expect(manifest).toContainText('kind: Job');
    await expect(manifest).toContainText(`name: ${name}`);
    await expect(manifest).toContainText('nvidia.com/gpu: "8"');
  });

  const job = new JobPage(page);
  await test.step('submits and watches it run, without loading the page again', async () => {
    await form.submit.click();
    await expect(job.title).toHaveText(name);
    await job.markDocument();
    await expect(job.phase('Queued')).toContainText(/\d+ s/);
    await job.expectState('running');
    await expect(page).toHaveTitle(`● ${name} running`);
    await job.openTab('Logs');
    await expect(job.log).toContainText(/\S/);
    await expect(job.logStatus).toContainText(/\d+ lines · live/);
  });

  const api = await apiOf('alice');
  const seen = await api.jobs.get.query({ jobId: job.jobId });

  await test.step('the cluster has what the portal says, made in her name', async () => {
    const [inCluster, ...others] = await volcanoJobs(name);
    expect(others).toEqual([]);
    expect(inCluster?.metadata.namespace).toBe('team-nlp');
    expect(inCluster?.metadata.labels).toMatchObject({
      'mlplatform.dev/job-id': job.jobId,
      'mlplatform.dev/team': 'nlp',
      'mlplatform.dev/template': 'pytorch-ddp',
    });
    expect(inCluster?.spec).toMatchObject({ queue: 'nlp', schedulerName: 'volcano', priorityClassName: 'research' });
    await expect
      .poll(() => creationsOf(name).map((event) => event.impersonatedUser?.username))
      .toEqual(['alice@example.com']);
    expect(creationsOf(name)[0]?.impersonatedUser?.groups).toContain('mlplatform:team:nlp:member');
  });

  await test.step('it ends, with its phases and what it cost', async () => {
    await endAfter(seen, 10);
    await job.expectState('succeeded');
    await expect(page).toHaveTitle(`✓ ${name} succeeded`);
    await expect(job.phase('Running')).toContainText(/\d+ s/);
    await expect(job.phase('succeeded')).toBeVisible();
    await expect(job.fact('Cost')).toContainText(/\$(?!0\.00)\d+\.\d\d/);
    await job.expectNotReloaded();
    const finished = await api.jobs.get.query({ jobId: job.jobId });
    const times = [finished.submittedAt, finished.admittedAt, finished.runningAt, finished.finishedAt].map(Number);
    expect(times.every(Number.isFinite)).toBe(true);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});
