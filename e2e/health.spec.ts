import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { request } from './fixtures/api.ts';
import { kubectl } from './fixtures/kubectl.ts';
import { dataFolder, stack } from './fixtures/stack.ts';
import { expect, test } from './fixtures/test.ts';
import { SystemPage } from './pages/system-page.ts';

const readySchema = z.object({
  status: z.literal('ready'),
  components: z.record(z.string(), z.object({ state: z.string(), ageSeconds: z.number().min(0), detail: z.string() })),
});

test('the health address says that the process answers, and is not cached', async () => {
  const response = await request(null, '/api/health');
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({ status: 'alive' });
});

test('the readiness address names every part, its state and the age of that news', async () => {
  const response = await request(null, '/api/ready');
  expect(response.status).toBe(200);
  const { components } = readySchema.parse(await response.json());
  expect(components).toMatchObject({
    database: { state: 'connected' },
    worker: { state: 'running' },
    kubernetes: { state: 'running' },
    'kubernetes-from-web': { state: 'connected' },
    'cluster.volcano': { state: 'done' },
  });
  // Parts that have to be heard from all the time are.
  expect(components.worker?.ageSeconds).toBeLessThan(30);
  expect(components.kubernetes?.ageSeconds).toBeLessThan(30);
});

test('the page of setup and health shows the same parts to people', async ({ page }) => {
  const system = new SystemPage(page);
  await system.goto();
  await expect(system.title).toHaveText('Setup and health');
  for (const part of ['Background worker', 'Kubernetes']) {
    await expect(system.part(part)).toContainText('ready');
  }
});

test('the addresses in the data folder lead to what they say', async () => {
  const { database, kubeconfig, kubectl: command, identity } = stack();
  expect(existsSync(kubeconfig)).toBe(true);
  expect(existsSync(command)).toBe(true);
  expect(new URL(database).hostname).toBe('127.0.0.1');
  expect(await kubectl('get', '--raw', '/readyz')).toBe('ok');
  expect((await fetch(new URL('/.well-known/openid-configuration', identity))).status).toBe(200);
});

test('only the owner can read what is secret in the data folder', () => {
  const home = dataFolder();
  const inside = (folder: string) => readdirSync(join(home, folder)).map((name) => join(folder, name));
  const secret = [
    'endpoints.json',
    ...inside('secrets'),
    ...inside('cluster/pki'),
    ...inside('cluster').filter((name) => name.endsWith('.kubeconfig')),
    ...inside('cluster/config').filter((name) => name.endsWith('.kubeconfig')),
  ];
  expect(secret.length).toBeGreaterThan(20);
  const modes = secret.map((name) => [name, (statSync(join(home, name)).mode & 0o777).toString(8)]);
  expect(modes).toEqual(secret.map((name) => [name, '600']));
});
