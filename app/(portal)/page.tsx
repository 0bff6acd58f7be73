import type { Metadata } from 'next';
import { caller, getQueryClient, HydrateClient, trpc } from '../_trpc/server.tsx';
import { seesAllTeams } from './_data/may.ts';
import { Home } from './_home/home.tsx';
import { allActive, homeQueries } from './_home/queries.ts';

export const metadata: Metadata = { title: 'Home' };

export default async function HomePage() {
  const me = await (await caller()).people.me();
  const queryClient = getQueryClient();
  const inputs = homeQueries(me);
  await Promise.all([
    queryClient.prefetchQuery(trpc.jobs.list.queryOptions(inputs.active)),
    queryClient.prefetchQuery(trpc.jobs.list.queryOptions(inputs.latest)),
    queryClient.prefetchQuery(trpc.jobs.list.queryOptions(inputs.failed)),
    queryClient.prefetchQuery(trpc.capacity.get.queryOptions()),
    ...(seesAllTeams(me) ? [queryClient.prefetchQuery(trpc.jobs.list.queryOptions(allActive))] : []),
    ...inputs.teams.map((team) => queryClient.prefetchQuery(trpc.teams.get.queryOptions(team))),
  ]);
  return (
    <HydrateClient>
      <Home />
    </HydrateClient>
  );
}
