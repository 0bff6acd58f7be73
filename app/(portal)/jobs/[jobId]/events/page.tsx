import { getQueryClient, HydrateClient, trpc } from '../../../../_trpc/server.tsx';
import { EventsView } from '../_components/events-view.tsx';

export default async function EventsPage({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params;
  await getQueryClient().prefetchQuery(trpc.jobs.events.queryOptions({ jobId }));
  return (
    <HydrateClient>
      <EventsView jobId={jobId} />
    </HydrateClient>
  );
}
