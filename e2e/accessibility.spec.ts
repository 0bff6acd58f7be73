import type { Page } from '@playwright/test';
import { apiOf } from './fixtures/api.ts';
import { expectState, submitJob } from './fixtures/jobs.ts';
import { expect, test } from './fixtures/test.ts';
import { CapacityPage } from './pages/capacity-page.ts';
import { HomePage } from './pages/home-page.ts';
import { IdentityPage } from './pages/identity-page.ts';
import { JobPage, jobTabs } from './pages/job-page.ts';
import { JobsPage } from './pages/jobs-page.ts';
import { MessagePage } from './pages/message-page.ts';
import { NewJobPage } from './pages/new-job-page.ts';
import type { Screen } from './pages/screen.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { SystemPage } from './pages/system-page.ts';
import { TeamPage } from './pages/team-page.ts';
import { TeamsPage } from './pages/teams-page.ts';
import { TemplatePage } from './pages/template-page.ts';
import { TemplatesPage } from './pages/templates-page.ts';

const widths = [1440, 390];
const schemes = ['light', 'dark'] as const;

/** Checks a screen, as it stands, in both themes and on a desk's and a phone's width. */
async function checkEverywhere(screen: Screen): Promise<void> {
  const { page } = screen;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await screen.expectLoaded();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await screen.expectNoSidewaysScroll();
    for (const colorScheme of schemes) {
      await test.step(`${colorScheme}, ${width} px`, async () => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await screen.expectAccessible(colorScheme === 'light' ? 'all' : 'colours');
      });
    }
  }
}

test.describe('without a session', () => {
  test.use({ person: null });

  test('sign-in, and the choice of a person', async ({ page }) => {
    const signIn = new SignInPage(page);
    await signIn.goto();
    await checkEverywhere(signIn);
    await signIn.button.click();
    const identity = new IdentityPage(page);
    await expect(identity.title).toHaveText('Who are you today?');
    await checkEverywhere(identity);
  });
});

const screens: { name: string; open: (page: Page) => Promise<Screen> }[] = [
  { name: 'home', open: (page) => opened(new HomePage(page)) },
  { name: 'templates', open: (page) => opened(new TemplatesPage(page)) },
  { name: 'a template', open: (page) => opened(new TemplatePage(page), 'pytorch-ddp') },
  { name: 'new job', open: (page) => opened(new NewJobPage(page), 'pytorch-ddp') },
  { name: 'capacity', open: (page) => opened(new CapacityPage(page)) },
  { name: 'setup and health', open: (page) => opened(new SystemPage(page)) },
];

async function opened<A extends string[], S extends Screen & { goto: (...args: A) => Promise<void> }>(
  screen: S,
  ...args: A
): Promise<S> {
  await screen.goto(...args);
  await expect(screen.title).toBeVisible();
  return screen;
}

for (const { name, open } of screens) {
  test(name, async ({ page }) => checkEverywhere(await open(page)));
}

test('jobs, a job with all its tabs, and the question before it is stopped', async ({ page }) => {
  const { jobId, name } = await submitJob('alice', 'axe', { tags: ['accessible'] });
  await expectState('alice', jobId, 'running');
  const jobs = await opened(new JobsPage(page), `?q=${name}`);
  await expect(jobs.row(name)).toBeVisible();
  await checkEverywhere(jobs);
  const job = new JobPage(page);
  for (const tab of jobTabs) {
    await test.step(tab, async () => {
      await job.goto(jobId, tab);
      await job.expectState('running');
      if (tab === 'Logs') await expect(job.log).toContainText(/\S/);
      await checkEverywhere(job);
    });
  }
  await job.stop.click();
  await expect(job.dialog).toBeVisible();
  await checkEverywhere(job);
  await (await apiOf('alice')).jobs.stop.mutate({ jobId });
});

test('a form with wrong fields', async ({ page }) => {
  const form = await opened(new NewJobPage(page), 'pytorch-ddp');
  await form.field('GPUs').fill('500');
  await form.expectError('GPUs', 'at most 128');
  await checkEverywhere(form);
});

test('pages that are not there, or not yours', async ({ page }) => {
  const message = new MessagePage(page);
  await page.goto('/nowhere');
  await expect(message.message('There is nothing here')).toBeVisible();
  await checkEverywhere(message);
  await page.goto('/jobs/01990000-0000-7000-8000-000000000000');
  await expect(message.message('No such job')).toBeVisible();
  await checkEverywhere(message);
});

test.describe('an administrator', () => {
  test.use({ person: 'grace' });

  test('teams, the form for a new one, and a team', async ({ page }) => {
    const teams = await opened(new TeamsPage(page));
    await checkEverywhere(teams);
    await page.setViewportSize({ width: 1440, height: 900 });
    await teams.openForm();
    await checkEverywhere(teams);
    const team = await opened(new TeamPage(page), 'nlp');
    await checkEverywhere(team);
  });
});
