import { TRPCClientError } from '@trpc/client';
import { apiOf, request } from './fixtures/api.ts';
import { expectState, submitJob } from './fixtures/jobs.ts';
import { stack } from './fixtures/stack.ts';
import { expect, test } from './fixtures/test.ts';
import { IdentityPage } from './pages/identity-page.ts';
import { JobPage } from './pages/job-page.ts';
import { JobsPage } from './pages/jobs-page.ts';
import { MessagePage } from './pages/message-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';

const podOf = (pods: readonly { uid: string }[]) => pods[0]?.uid ?? 'none';

test("another team's job is not shown, and nothing of it is told", async ({ pageOf }) => {
  const { jobId, name } = await submitJob('alice', 'private');
  const page = await pageOf('carol');
  await page.goto(`/jobs/${jobId}`);
  await expect(new MessagePage(page).message('No such job')).toBeVisible();
  await expect(page.getByRole('main').getByText('belongs to a team that you are not in')).toBeVisible();
  expect(await page.content()).not.toContain(name);
  const jobs = new JobsPage(page);
  await jobs.goto(`?q=${name}`);
  await expect(page.getByRole('heading', { name: 'No job matches' })).toBeVisible();
});

test("the API refuses another team's job: log, details, stop", async () => {
  const { jobId } = await submitJob('alice', 'closed');
  const { pods } = await expectState('alice', jobId, 'running');
  const logs = `/api/jobs/${jobId}/logs?pod=${podOf(pods)}`;
  const refused = await request('carol', logs);
  expect(refused.status).toBe(403);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect(await refused.json()).toMatchObject({ status: 403, code: 'forbidden', title: 'Not allowed' });
  const own = await request('alice', logs);
  expect(own.status).toBe(200);
  expect(await own.text()).not.toBe('');

  const carol = await apiOf('carol');
  for (const call of [carol.jobs.get.query({ jobId }), carol.jobs.stop.mutate({ jobId })]) {
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TRPCClientError);
    expect(error).toMatchObject({ data: { code: 'FORBIDDEN', httpStatus: 403, app: { code: 'forbidden' } } });
  }
  expect((await (await apiOf('alice')).jobs.get.query({ jobId })).stopping).toBe(false);
});

test('who is not signed in is led to the sign-in, and back to where they wanted to go', async ({ pageOf }) => {
  const { jobId, name } = await submitJob('alice', 'deep-link');
  const page = await pageOf(null);
  await page.goto(`/jobs/${jobId}/events?x=1`);
  await expect(page).toHaveURL(/\/sign-in/);
  await new SignInPage(page).button.click();
  await new IdentityPage(page).personButton('alice').click();
  await expect(page).toHaveURL(`/jobs/${jobId}/events?x=1`);
  await expect(new JobPage(page).title).toHaveText(name);
});

test('without a session every part of the API answers 401', async () => {
  const { jobId } = await submitJob('alice', 'unknown');
  const logs = await request(null, `/api/jobs/${jobId}/logs?pod=none`);
  expect(logs.status).toBe(401);
  expect(await logs.json()).toMatchObject({ status: 401, code: 'unauthenticated' });
  const input = encodeURIComponent(JSON.stringify({ json: { jobId } }));
  expect((await request(null, `/api/trpc/jobs.get?input=${input}`)).status).toBe(401);
  const forged = await request(null, `/api/trpc/jobs.get?input=${input}`, {
    headers: { cookie: 'next-auth.session-token=forged' },
  });
  expect(forged.status).toBe(401);
});

test('a write that another site starts is refused, though it carries the session', async () => {
  const { jobId } = await submitJob('alice', 'forgery');
  const stop = (origin: string) =>
    request('alice', '/api/trpc/jobs.stop', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ json: { jobId } }),
    });
  const refused = await stop('https://evil.example');
  expect(refused.status).toBe(403);
  const { jobs } = await apiOf('alice');
  expect((await jobs.get.query({ jobId })).stopping).toBe(false);
  expect((await stop(stack().portal)).status).toBe(200);
  await expectState('alice', jobId, 'stopped');
});
