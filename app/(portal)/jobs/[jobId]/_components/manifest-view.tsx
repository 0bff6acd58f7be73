'use client';

import { useQuery } from '@tanstack/react-query';
import { Loaded } from '#components/feedback/loaded.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';

/** The Volcano Job as it goes to the cluster. */
export function ManifestView({ jobId }: { jobId: string }) {
  const trpc = useTRPC();
  const manifest = useQuery(trpc.jobs.manifest.queryOptions({ jobId }));
  return (
    <Loaded request={manifest} what="the manifest" skeleton={<Skeleton className="h-96 w-full rounded-md" />}>
      {({ yaml }) => <CodeBlock title="Volcano Job" code={yaml} language="yaml" />}
    </Loaded>
  );
}
