import { Page } from '#components/layout/page-header.tsx';
import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';

/** The shape that pages share: a title, a line in words, a surface below. */
export default function Loading() {
  return (
    <Page>
      <LoadingRegion label="Loading the page">
        <Skeleton className="h-7 w-56" />
        <Skeleton className="mt-2 h-4 w-80 max-w-full" />
        <Skeleton className="mt-6 h-96 w-full rounded-lg" />
      </LoadingRegion>
    </Page>
  );
}
