import { z } from 'zod';
import { rows } from './fixtures/database.ts';
import { kubectlJson } from './fixtures/kubectl.ts';
import { uniqueName } from './fixtures/names.ts';
import { expect, test } from './fixtures/test.ts';
import { HomePage } from './pages/home-page.ts';
import { MessagePage } from './pages/message-page.ts';
import { TeamPage } from './pages/team-page.ts';
import { TeamsPage } from './pages/teams-page.ts';

const gpus = z.object({ 'nvidia.com/gpu': z.string() });
const queueSchema = z.object({ spec: z.object({ weight: z.number(), deserved: gpus, capability: gpus }) });
const bindingsSchema = z.object({
  items: z.array(
    z.object({ roleRef: z.object({ name: z.string() }), subjects: z.array(z.object({ name: z.string() })) }),
  ),
});
const namespaceSchema = z.object({ metadata: z.object({ labels: z.record(z.string(), z.string()) }) });
const auditSchema = z.object({ action: z.string(), actor_email: z.string(), has_after: z.boolean() });

async function quotaOf(queue: string) {
  const { spec } = await kubectlJson(queueSchema, 'get', 'queues.scheduling.volcano.sh', queue);
  return [spec.deserved['nvidia.com/gpu'], spec.capability['nvidia.com/gpu'], spec.weight];
}

test.describe('an administrator', () => {
  test.use({ person: 'grace' });

  test('makes a team, changes its quota and adds a member; the cluster follows', async ({ page }) => {
    const slug = uniqueName('team');
    const name = `Team ${slug}`;
    const teams = new TeamsPage(page);
    await teams.goto();
    await teams.create({ name, slug, guaranteed: 2, max: 8, weight: 3 });

    const team = new TeamPage(page);
    await expect(team.title).toHaveText(name);
    await team.markDocument();
    await expect(team.applied).toBeVisible({ timeout: 30_000 });
    await team.expectNotReloaded();
    expect(await quotaOf(slug)).toEqual(['2', '8', 3]);
    const namespace = await kubectlJson(namespaceSchema, 'get', 'namespace', `team-${slug}`);
    expect(namespace.metadata.labels).toMatchObject({
      'mlplatform.dev/team': slug,
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
    const { items } = await kubectlJson(bindingsSchema, 'get', 'rolebindings', '-n', `team-${slug}`);
    const bound = items.map(({ roleRef, subjects }) => [roleRef.name, subjects.map((one) => one.name)]);
    expect(bound.toSorted()).toEqual([
      ['mlplatform-team-member', [`mlplatform:team:${slug}:member`]],
      ['mlplatform-team-viewer', [`mlplatform:team:${slug}:viewer`]],
    ]);

    await team.setQuota(4, 16, 5);
    await expect.poll(() => quotaOf(slug)).toEqual(['4', '16', 5]);
    await expect(team.applied).toBeVisible({ timeout: 30_000 });

    await team.addMember('ivan@example.com', 'viewer');
    await expect(team.member('ivan@example.com')).toBeVisible();
    await team.member('ivan@example.com').getByRole('button', { name: 'Remove Ivan Petrov' }).click();
    await expect(team.member('ivan@example.com')).toBeHidden();
    await team.expectNotReloaded();

    const written = await rows(
      auditSchema,
      `select a.action, a.actor_email, a.after is not null as has_after from audit a
       join team t on t.id = a.team_id where t.slug = $1 order by a.at, a.id`,
      [slug],
    );
    const by = (action: string) => ({ action, actor_email: 'grace@example.com', has_after: true });
    expect(written).toMatchObject([
      by('team.create'),
      by('team.set-quota'),
      by('team.manage-members'),
      { action: 'team.manage-members', actor_email: 'grace@example.com' },
    ]);
  });

  test('is told at the field what a quota may not be', async ({ page }) => {
    const slug = uniqueName('bad');
    const teams = new TeamsPage(page);
    await teams.goto();
    await teams.create({ name: `Team ${slug}`, slug, guaranteed: 8, max: 4, weight: 1 });
    await expect(teams.dialog.getByLabel('Max')).toHaveAccessibleDescription('max must be at least guaranteed');
    await teams.dialog.getByLabel('Max').fill('8');
    await expect(teams.dialog.getByLabel('Max')).not.toHaveAttribute('aria-invalid');
    await teams.dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(teams.dialog).toBeHidden();
    expect(await rows(z.object({ id: z.string() }), 'select id from team where slug = $1', [slug])).toEqual([]);
  });
});

test('who administers nothing is not offered the pages, and is told so when typing the address', async ({ page }) => {
  const home = new HomePage(page);
  await home.goto();
  await expect(home.place('Jobs')).toBeVisible();
  await expect(home.place('Admin')).toBeHidden();
  await new TeamsPage(page).goto();
  await expect(new MessagePage(page).message('These pages are for leads and administrators')).toBeVisible();
});
