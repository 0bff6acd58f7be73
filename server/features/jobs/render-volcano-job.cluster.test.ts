import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createKubernetes } from '#server/adapters/kubernetes/real.ts';
import { impersonate } from '#server/auth/impersonate.ts';
import { platformActor } from '#server/auth/platform-actor.ts';
import { namespaceOf, queueOf } from '#server/features/teams/names.ts';
import { teamObjects } from '#server/features/teams/team-objects.ts';
import { resolveJob } from '#server/features/templates/domain/resolve.ts';
import { readBuiltinTemplates } from '#server/features/templates/publish-builtin.ts';
import { renderVolcanoJob } from './domain/render-volcano-job.ts';

// The API server's own schemas, Volcano's webhooks and the team's rights, asked as a member of a team.
const slug = `r${v7().slice(-10)}`;
const member = { user: 'anna@example.com', groups: [`mlplatform:team:${slug}:member`] };
const templates = await readBuiltinTemplates();
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let kubernetes: ReturnType<typeof createKubernetes>;

function rendered(template: (typeof templates)[number]) {
  const resolved = resolveJob(template, {
    jobName: template.slug,
    team: slug,
    gpuModel: 'A100-40',
    capacityType: 'spot',
    priorityClass: 'experiments',
    maxRuntimeSeconds: 3_600,
    parameters: {},
  });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.fields));
  return renderVolcanoJob({
    jobId: v7(),
    name: template.slug,
    namespace: namespaceOf(slug),
    queue: queueOf(slug),
    teamSlug: slug,
    ownerEmail: 'anna@example.com',
    templateSlug: template.slug,
    spec: resolved.spec,
  });
}

beforeAll(async () => {
  kubernetes = createKubernetes({ kubeconfigPath: process.env.KUBECONFIG_TEST ?? null, log: silent });
  const team = { slug, guaranteedGpus: 4, maxGpus: 8, weight: 3 };
  await kubernetes.apply(impersonate(platformActor), teamObjects(team));
  const [first] = templates;
  if (!first) throw new Error('no templates');
  // Queue and rights have to reach the caches of webhook and authoriser.
  const accepted = () => kubernetes.createJob(member, rendered(first), { dryRun: true });
  await vi.waitFor(accepted, { timeout: 30_000, interval: 500 });
});
afterAll(() => kubernetes.close());

test.each(templates)('$slug is accepted, and nothing of it is dropped', async (template) => {
  const job = rendered(template);
  const stored = await kubernetes.createJob(member, job, { dryRun: true });
  expect(stored.metadata).toMatchObject(job.metadata);
  expect(stored.spec).toMatchObject(job.spec);
});
