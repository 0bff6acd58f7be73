import { apiOf } from './fixtures/api.ts';
import { expectState, failPods, jobInput, submitJob, volcanoJobs } from './fixtures/jobs.ts';
import { kubectl } from './fixtures/kubectl.ts';
import { uniqueName } from './fixtures/names.ts';
import { whileFrozen } from './fixtures/processes.ts';
import { expect, test } from './fixtures/test.ts';
import { JobPage } from './pages/job-page.ts';
import { JobsPage } from './pages/jobs-page.ts';
import { NewJobPage } from './pages/new-job-page.ts';
import { TeamPage } from './pages/team-page.ts';
import { TeamsPage } from './pages/teams-page.ts';

const unreachable = /The cluster cannot be reached; what you see of it is from \d\d:\d\d/;

test('the API server stands still: the last state is shown as such, a job is taken and runs afterwards', async ({
  page,
}) => {
  const running = await submitJob('alice', 'before');
  await expectState('alice', running.jobId, 'running');
  const job = new JobPage(page);
  const waiting = await jobInput('alice', 'meanwhile');
  const api = await apiOf('alice');
  const submitted: string[] = [];

  await whileFrozen('kube-apiserver', async () => {
    const { jobId } = await api.jobs.submit.mutate(waiting);
    submitted.push(jobId);
    await job.goto(jobId);
    await job.expectState('queued');
    await expect(job.header).toContainText('Accepted; waiting for the cluster, which does not answer.', {
      timeout: 40_000,
    });
    await expect(job.banner(unreachable)).toBeVisible({ timeout: 40_000 });
    await job.markDocument();

    const other = new JobsPage(page);
    await other.goto(`?q=${running.name}`);
    await expect(other.row(running.name)).toContainText('running');
    await expect(other.banner(unreachable)).toBeVisible();
    await job.goto(running.jobId);
    await job.expectState('running');
    await expect(page.getByRole('main').getByText(/As seen in the cluster/)).toBeVisible();
  });

  await expect(job.banner(unreachable)).toBeHidden({ timeout: 40_000 });
  const [jobId = ''] = submitted;
  await expectState('alice', jobId, 'running', 'succeeded');
  expect(await volcanoJobs(waiting.name)).toHaveLength(1);
});

test.describe('an administrator', () => {
  test.use({ person: 'grace' });

  test('makes a team while the API server stands still: the page waits with them, and says when it is done', async ({
    page,
  }) => {
    const slug = uniqueName('later');
    const team = new TeamPage(page);
    await whileFrozen('kube-apiserver', async () => {
      const teams = new TeamsPage(page);
      await teams.goto();
      await teams.create({ name: `Team ${slug}`, slug, guaranteed: 0, max: 4, weight: 1 });
      await expect(team.title).toHaveText(`Team ${slug}`);
      await expect(page.getByRole('main').getByText('The cluster does not have it yet.')).toBeVisible();
      await team.markDocument();
    });
    await expect(team.applied).toBeVisible({ timeout: 60_000 });
    await team.expectNotReloaded();
  });
});

test('a Volcano Job deleted behind the portal is shown as deleted, by somebody else', async ({ page }) => {
  const { jobId, name } = await submitJob('alice', 'deleted');
  await expectState('alice', jobId, 'running');
  const job = new JobPage(page);
  await job.goto(jobId);
  await job.expectState('running');
  await kubectl('-n', 'team-nlp', 'delete', 'jobs.batch.volcano.sh', name, '--wait=false');
  await job.expectState('failed');
  await expect(job.header).toContainText('was deleted in Kubernetes');
  await expect(job.header).toContainText('by somebody other than the portal');
});

test.describe('Kubernetes refuses', () => {
  test.use({ person: 'carol' });

  test('a job over a quota of the namespace: the preview warns, the job says why it failed', async ({ page }) => {
    const quota = uniqueName('tiny');
    const kind = 'count/jobs.batch.volcano.sh';
    await kubectl('-n', 'team-cv', 'create', 'quota', quota, `--hard=${kind}=0`);
    try {
      const counted = () => kubectl('-n', 'team-cv', 'get', 'quota', quota, '-o', 'jsonpath={.status.hard}');
      await expect.poll(counted, { message: 'the quota is in force' }).toContain(kind);
      const name = uniqueName('refused');
      const form = new NewJobPage(page);
      await form.goto('pytorch-ddp');
      await form.field('Name').fill(name);
      await expect(form.verdict('Kubernetes refused the job: it exceeds the quota of cv')).toBeVisible();
      await form.submit.click();
      const job = new JobPage(page);
      await job.expectState('failed');
      await expect(job.header).toContainText('Kubernetes refused the job: it exceeds the quota of cv');
      await page.getByRole('main').getByText('Raw message').click();
      await expect(page.getByRole('main').getByText(`exceeded quota: ${quota}`)).toBeVisible();
      expect(await volcanoJobs(name)).toEqual([]);
    } finally {
      await kubectl('-n', 'team-cv', 'delete', 'quota', quota);
    }
  });
});

test('a pod that uses more memory than it may: the job failed, in words', async ({ page }) => {
  const { jobId } = await submitJob('alice', 'memory');
  const running = await expectState('alice', jobId, 'running');
  const job = new JobPage(page);
  await job.goto(jobId);
  await failPods(running, 'OOMKilled', 137);
  await job.expectState('failed');
  await expect(job.header).toContainText(
    /worker-0 used more than its memory limit of \S+ and was killed \(exit code 137\)/,
  );
  await expect(page.getByRole('main').getByText('Exit code 137.')).toBeVisible();
  await job.openTab('Pods');
  await expect(page.getByRole('table', { name: 'Pods' })).toContainText('OOMKilled');
});
