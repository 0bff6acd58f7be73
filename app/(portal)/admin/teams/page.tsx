import type { Metadata } from 'next';
import { getQueryClient, HydrateClient, trpc } from '../../../_trpc/server.tsx';
import { TeamsView } from './_components/teams-view.tsx';

export const metadata: Metadata = { title: 'Teams' };

export default async function TeamsPage() {
  await getQueryClient().prefetchQuery(trpc.teams.list.queryOptions());
  return (
    <HydrateClient>
      <TeamsView />
    </HydrateClient>
  );
}
