import { getQueryClient, HydrateClient, trpc } from '../../../../_trpc/server.tsx';
import { ManifestView } from '../_components/manifest-view.tsx';

export default async function ManifestPage({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params;
  await getQueryClient().prefetchQuery(trpc.jobs.manifest.queryOptions({ jobId }));
  return (
    <HydrateClient>
      <ManifestView jobId={jobId} />
    </HydrateClient>
  );
}
