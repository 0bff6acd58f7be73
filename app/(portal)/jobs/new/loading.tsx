import { Page } from '#components/layout/page-header.tsx';
import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return (
    <Page>
      <LoadingRegion label="Loading the form">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="mt-2 h-4 w-72" />
        <div className="mt-6 grid gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <Skeleton className="h-[40rem] rounded-lg" />
          <Skeleton className="h-96 rounded-lg" />
        </div>
      </LoadingRegion>
    </Page>
  );
}
