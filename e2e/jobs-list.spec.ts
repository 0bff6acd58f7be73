import { apiOf } from './fixtures/api.ts';
import { jobInput } from './fixtures/jobs.ts';
import { kubectl } from './fixtures/kubectl.ts';
import { uniqueName } from './fixtures/names.ts';
import { emailOf } from './fixtures/people.ts';
import { expect, test } from './fixtures/test.ts';
import { JobPage } from './pages/job-page.ts';
import { JobsPage } from './pages/jobs-page.ts';

const person = 'leo.ortiz';
const JOBS = 53;
const team = { slug: uniqueName('list'), name: 'Listed jobs' };
const nameOf = (n: number) => `${team.slug}-job-${String(n).padStart(2, '0')}`;
const queryOfTeam = `?team=${team.slug}`;

test.use({ person });

/** A team that may hold one GPU, with more jobs than fit on a page: one runs, the others only wait. */
test.beforeAll(async () => {
  const admin = await apiOf('grace');
  const { teamId } = await admin.teams.create.mutate({ ...team, guaranteedGpus: 0, maxGpus: 1, weight: 1 });
  await admin.teams.setMember.mutate({ teamId, email: emailOf(person), role: 'member' });
  const api = await apiOf(person);
  const submit = async (n: number) => {
    const tags = n % 10 === 0 ? ['round-number'] : [];
    const templateSlug = n === 7 ? 'single-gpu' : 'pytorch-ddp';
    const parameters: Record<string, number> = n === 7 ? {} : { num_gpus: 1, gpus_per_worker: 1 };
    const input = await jobInput(person, 'list', { teamId, name: nameOf(n), tags, templateSlug, parameters });
    await api.jobs.submit.mutate(input);
  };
  // One after the other: the order in which they are submitted is what the list is sorted by.
  for (let n = 1; n <= JOBS; n += 1) await submit(n);
});

test.afterAll(() => kubectl('-n', `team-${team.slug}`, 'delete', 'jobs.batch.volcano.sh', '--all', '--wait=false'));

test('search, filters and order are in the address; reload and the back button keep them', async ({ page }) => {
  const jobs = new JobsPage(page);
  await jobs.goto(queryOfTeam);
  await expect(jobs.names.first()).toHaveText(nameOf(JOBS));

  await jobs.search.fill('round-number');
  await jobs.expectQuery({ q: 'round-number', team: team.slug });
  await expect(jobs.names).toHaveText([50, 40, 30, 20, 10].map(nameOf));

  await jobs.column('Job').getByRole('button').click();
  await jobs.expectQuery({ sort: 'name', dir: 'asc' });
  await expect(jobs.names).toHaveText([10, 20, 30, 40, 50].map(nameOf));
  await expect(jobs.column('Job')).toHaveAttribute('aria-sort', 'ascending');

  await page.reload();
  await expect(jobs.names).toHaveText([10, 20, 30, 40, 50].map(nameOf));
  await expect(jobs.search).toHaveValue('round-number');

  await jobs.row(nameOf(30)).getByRole('link').click();
  await expect(new JobPage(page).title).toHaveText(nameOf(30));
  await page.goBack();
  await jobs.expectQuery({ q: 'round-number', sort: 'name', dir: 'asc', team: team.slug });
  await expect(jobs.names).toHaveText([10, 20, 30, 40, 50].map(nameOf));
  await page.goBack();
  await jobs.expectQuery({ q: 'round-number', sort: null, dir: null, team: team.slug });
  await expect(jobs.names).toHaveText([50, 40, 30, 20, 10].map(nameOf));
});

test('filters are chips that can be chosen and removed', async ({ page }) => {
  const jobs = new JobsPage(page);
  await jobs.goto(queryOfTeam);
  await jobs.filter('Template', 'Single GPU');
  await jobs.expectQuery({ template: 'single-gpu', team: team.slug });
  await expect(jobs.names).toHaveText([nameOf(7)]);
  await jobs.filter('State', 'failed');
  await jobs.expectQuery({ template: 'single-gpu', state: 'failed' });
  await expect(page.getByRole('heading', { name: 'No job matches' })).toBeVisible();
  await jobs.removeFilter('State').click();
  await expect(jobs.names).toHaveText([nameOf(7)]);
  await page.getByRole('button', { name: 'Remove filter Template' }).click();
  await jobs.expectQuery({ template: null, state: null, team: team.slug });
  await expect(jobs.names.first()).toHaveText(nameOf(JOBS));
});

test('pages follow each other, each with its own address', async ({ page }) => {
  const jobs = new JobsPage(page);
  await jobs.goto(queryOfTeam);
  await expect(jobs.names).toHaveCount(50);
  await expect(page.getByRole('main').getByText(`50 shown of ${JOBS} jobs`)).toBeVisible();
  await jobs.pages.getByRole('button', { name: 'Next' }).click();
  await expect(jobs.names).toHaveText([3, 2, 1].map(nameOf));
  const secondPage = page.url();
  await page.reload();
  await expect(jobs.names).toHaveText([3, 2, 1].map(nameOf));
  await page.goBack();
  await expect(jobs.names.first()).toHaveText(nameOf(JOBS));
  await page.goto(secondPage);
  await expect(jobs.names).toHaveText([3, 2, 1].map(nameOf));
  await expect(jobs.pages.getByRole('button', { name: 'Next' })).toBeDisabled();
});

test('j and k go through the rows, Enter opens one', async ({ page }) => {
  const jobs = new JobsPage(page);
  await jobs.goto(`${queryOfTeam}&q=round-number&sort=name&dir=asc`);
  await expect(jobs.names).toHaveCount(5);
  const focused = page.locator(':focus');
  // A key before the page listens is lost, as with a person who is that quick.
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(focused).toHaveText(nameOf(10), { timeout: 500 });
  }).toPass();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(focused).toHaveText(nameOf(30));
  await page.keyboard.press('k');
  await expect(focused).toHaveText(nameOf(20));
  await page.keyboard.press('Enter');
  await expect(new JobPage(page).title).toHaveText(nameOf(20));
});
