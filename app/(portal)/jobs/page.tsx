import type { Metadata } from 'next';
import { createLoader, type SearchParams } from 'nuqs/server';
import { getQueryClient, HydrateClient, trpc } from '../../_trpc/server.tsx';
import { JobsView } from './_components/jobs-view.tsx';
import { jobsSearchParams, listInput } from './search-params.ts';

export const metadata: Metadata = { title: 'Jobs' };

const load = createLoader(jobsSearchParams);

export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await load(searchParams);
  const queryClient = getQueryClient();
  await Promise.all([
    queryClient.prefetchQuery(trpc.jobs.list.queryOptions(listInput(params))),
    queryClient.prefetchQuery(trpc.teams.list.queryOptions()),
    queryClient.prefetchQuery(trpc.templates.list.queryOptions({})),
  ]);
  return (
    <HydrateClient>
      <JobsView />
    </HydrateClient>
  );
}
