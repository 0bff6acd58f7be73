import { Page } from '#components/layout/page-header.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { GallerySkeleton } from './_components/gallery-skeleton.tsx';

export default function Loading() {
  return (
    <Page>
      <Skeleton className="h-7 w-32" />
      <Skeleton className="mt-2 mb-6 h-4 w-80 max-w-full" />
      <GallerySkeleton />
    </Page>
  );
}
