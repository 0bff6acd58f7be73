import type { Metadata } from 'next';
import { getQueryClient, HydrateClient, trpc } from '../../_trpc/server.tsx';
import { CapacityView } from './_components/capacity-view.tsx';

export const metadata: Metadata = { title: 'Capacity' };

export default async function CapacityPage() {
  await getQueryClient().prefetchQuery(trpc.capacity.get.queryOptions());
  return (
    <HydrateClient>
      <CapacityView />
    </HydrateClient>
  );
}
