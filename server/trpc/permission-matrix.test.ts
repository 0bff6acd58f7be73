import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testContext, testDatabase } from '#db/testing.ts';
import { actorWith, type RoleName, roleNames } from '#server/auth/permission-table.ts';
import { type Action, can } from '#server/auth/permissions.ts';
import { readJobLogs } from '#server/features/jobs/read-job-logs.ts';
import { jobRows } from '#server/features/jobs/testing.ts';
import { AppError } from '#server/lib/errors.ts';
import type { TrpcContext } from './init.ts';
import { appRouter, createCaller } from './root.ts';

type Target = 'mine' | "a colleague's" | "another team's";
type World = Awaited<ReturnType<typeof makeWorld>>;
type Caller = ReturnType<typeof createCaller>;
interface Operation {
  action: Action;
  /** Whether what it is done to belongs to a team; else the target makes no difference. */
  scoped: boolean;
  call: (caller: Caller, world: World, target: Target, ctx: TrpcContext) => Promise<unknown>;
}

async function makeWorld() {
  const database = await testDatabase();
  const rows = jobRows(database.db);
  const own = await rows.team('own');
  const other = await rows.team('other');
  const me = await rows.actor('me@example.com');
  const colleague = await rows.actor('colleague@example.com');
  const job = (teamId: string, ownerId: string, name: string) => rows.job({ teamId, ownerId, name });
  const jobs: Record<Target, string> = {
    mine: await job(own, me.personId, 'mine'),
    "a colleague's": await job(own, colleague.personId, 'colleagues'),
    "another team's": await job(other, colleague.personId, 'others'),
  };
  const team = (target: Target) =>
    target === "another team's" ? { id: other, slug: 'other' } : { id: own, slug: 'own' };
  const owner = (target: Target) => (target === 'mine' ? me.personId : colleague.personId);
  return { ...database, me, jobs, team, owner };
}

const request = (world: World, target: Target) => ({
  templateSlug: 'single-gpu',
  teamId: world.team(target).id,
  name: 'matrix-job',
  parameters: {},
  priorityClass: 'research' as const,
  gpuModel: null,
  capacityType: null,
  maxRuntimeSeconds: 3_600,
  tags: [],
  clonedFrom: null,
});

async function firstOf(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream) return;
}

const platform = (action: Action, call: Operation['call']): Operation => ({ action, scoped: false, call });
const scoped = (action: Action, call: Operation['call']): Operation => ({ action, scoped: true, call });

/** How each procedure and REST route is called; a new one without a row fails the first test. */
const operations: Record<string, Operation> = {
  'capacity.get': platform('capacity.read', (c) => c.capacity.get()),
  'jobs.list': platform('job.list', (c) => c.jobs.list({})),
  'jobs.get': scoped('job.read', (c, w, t) => c.jobs.get({ jobId: w.jobs[t] })),
  'jobs.events': scoped('job.read', (c, w, t) => c.jobs.events({ jobId: w.jobs[t] })),
  'jobs.manifest': scoped('job.read', (c, w, t) => c.jobs.manifest({ jobId: w.jobs[t] })),
  // What is heard is filtered change by change: see watch-jobs.test.ts.
  'jobs.onChange': platform('job.list', async (c, w, t) => firstOf(await c.jobs.onChange({ jobId: w.jobs[t] }))),
  'jobs.preview': scoped('job.submit', (c, w, t) => c.jobs.preview(request(w, t))),
  'jobs.submit': scoped('job.submit', (c, w, t) =>
    c.jobs.submit({ ...request(w, t), submissionKey: `key-${t}-matrix` }),
  ),
  'jobs.stop': scoped('job.stop', (c, w, t) => c.jobs.stop({ jobId: w.jobs[t] })),
  'people.me': platform('person.self', (c) => c.people.me()),
  'people.create': platform('person.create', (c) => c.people.create({ email: 'new@example.com', name: 'New' })),
  'system.components': platform('system.read', (c) => c.system.components()),
  'system.onChange': platform('system.read', async (c) => firstOf(await c.system.onChange())),
  'teams.list': platform('team.list', (c) => c.teams.list()),
  'teams.get': scoped('team.read', (c, w, t) => c.teams.get({ slug: w.team(t).slug })),
  'teams.create': platform('team.create', (c) =>
    c.teams.create({ slug: 'new', name: 'New', guaranteedGpus: 0, maxGpus: 1, weight: 1 }),
  ),
  'teams.setQuota': scoped('team.set-quota', (c, w, t) =>
    c.teams.setQuota({ teamId: w.team(t).id, version: 1, guaranteedGpus: 1, maxGpus: 2, weight: 1 }),
  ),
  'teams.setMember': scoped('team.manage-members', (c, w, t) =>
    c.teams.setMember({ teamId: w.team(t).id, email: 'me@example.com', role: 'viewer' }),
  ),
  'templates.list': platform('template.read', (c) => c.templates.list({})),
  'templates.get': platform('template.read', (c) => c.templates.get({ slug: 'single-gpu' })),
  'GET /api/jobs/{id}/logs': scoped('job.read', (_, w, t, ctx) =>
    readJobLogs(ctx, { jobId: w.jobs[t], pod: 'none', follow: false }, new AbortController().signal),
  ),
};

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** What a procedure is at run time; tRPC's types keep its meta to themselves. */
const withMeta = z.custom<{ meta: { action: Action } }>((p) => typeof p === 'function' && 'meta' in p);

const targets: readonly Target[] = ['mine', "a colleague's", "another team's"];

test('every procedure has a row here, with the action it declares', () => {
  const declared = Object.entries(appRouter._def.procedures).map(([path, p]) => [path, withMeta.parse(p).meta.action]);
  const rows = Object.entries(operations).filter(([name]) => !name.includes('/'));
  const actions = rows.map(([path, { action }]) => [path, action]);
  expect(Object.fromEntries(actions)).toEqual(Object.fromEntries(declared));
});

describe.each(Object.entries(operations))('%s', (_name, operation) => {
  const cases = roleNames.flatMap((role) =>
    (operation.scoped ? targets : targets.slice(0, 1)).map((t) => [role, t] as const),
  );
  test.each(cases)('as %s on what is %s', async (role: RoleName, target: Target) => {
    const actor = actorWith(role, world.me.personId, world.team('mine').id);
    const teamId = world.team(target).id;
    const expected = can(actor, operation.action, operation.scoped ? { teamId, ownerId: world.owner(target) } : {});
    // Whatever a permitted call changes is rolled back: the cases do not see each other.
    const outcome = await world.db
      .transaction(async (db) => {
        const changes = { subscribe: oneResync, close: async () => undefined };
        const ctx = { ...testContext(db, actor), changes };
        const result = await operation.call(createCaller(ctx), world, target, ctx).then(() => 'allowed', codeOf);
        throw new RolledBack(result);
      })
      .catch((error: unknown) => (error instanceof RolledBack ? error.outcome : Promise.reject(error)));
    expect(outcome === 'forbidden' ? 'forbidden' : 'allowed', outcome).toBe(expected ? 'allowed' : 'forbidden');
  });
});

class RolledBack extends Error {
  readonly outcome: string;
  constructor(outcome: string) {
    super('rolled back');
    this.outcome = outcome;
  }
}

/** @returns the AppError's code; anything that is no AppError is a fault of the test and thrown */
function codeOf(error: unknown): string {
  const app = error instanceof Error && error.cause instanceof AppError ? error.cause : error;
  if (app instanceof AppError && app.code !== 'internal') return app.code;
  throw error;
}

async function* oneResync() {
  yield { topic: 'resync' as const };
}
