import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTRPCClient, httpLink } from '@trpc/client';
import superjson from 'superjson';
import { z } from 'zod';
import { signIn } from '#e2e/fixtures/sign-in.ts';
import { homeFolder } from '#local/lib/project.ts';
import { createKubernetes } from '#server/adapters/kubernetes/real.ts';
import { createLogger } from '#server/lib/logger.ts';
import type { AppRouter } from '#server/trpc/root.ts';

const endpointsSchema = z.object({ portal: z.url(), portalKubeconfig: z.string() });

/**
 * Connects to the portal that `npm start` runs, as a demo person, and to its cluster.
 * @param email of a member of a team
 */
export async function openPortal(email: string) {
  const file = join(homeFolder(process.env), 'endpoints.json');
  const { portal, portalKubeconfig } = endpointsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { cookie } = await signIn(portal, email);
  const headers = { cookie };
  const client = createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${portal}/api/trpc`, transformer: superjson, headers })],
  });
  const team = (await client.people.me.query()).teams.find(({ role }) => role !== 'viewer');
  if (!team) throw new Error(`${email} is in no team where they may submit`);
  const kubernetes = createKubernetes({ kubeconfigPath: portalKubeconfig, log: createLogger('bench') });
  return { portal, headers, client, team, kubernetes };
}
export type Portal = Awaited<ReturnType<typeof openPortal>>;

/** Submits a job of one GPU with the template's defaults. @returns its id and name */
export async function submitSmallJob({ client, team }: Portal, name: string) {
  return client.jobs.submit.mutate({
    templateSlug: 'single-gpu',
    teamId: team.id,
    name,
    parameters: {},
    priorityClass: 'experiments',
    gpuModel: null,
    capacityType: null,
    maxRuntimeSeconds: 3_600,
    tags: ['bench'],
    clonedFrom: null,
    submissionKey: crypto.randomUUID(),
  });
}

/** Resolves promises by name when something is seen. */
export function sightings<T>() {
  const waiting = new Map<string, PromiseWithResolvers<T>>();
  const of = (name: string) => {
    const found = waiting.get(name) ?? Promise.withResolvers<T>();
    waiting.set(name, found);
    return found;
  };
  return {
    saw: (name: string, what: T) => of(name).resolve(what),
    /** @throws Error when it is not seen within `timeoutMs` */
    async wait(name: string, timeoutMs: number): Promise<T> {
      const timeout = Promise.withResolvers<never>();
      const timer = setTimeout(() => timeout.reject(new Error(`${name} was not seen for ${timeoutMs} ms`)), timeoutMs);
      return Promise.race([of(name).promise, timeout.promise]).finally(() => clearTimeout(timer));
    },
  };
}
