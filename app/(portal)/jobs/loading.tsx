import { TableSkeleton } from '#components/data-table/table-skeleton.tsx';
import { Page } from '#components/layout/page-header.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return (
    <Page>
      <Skeleton className="h-7 w-24" />
      <Skeleton className="mt-2 h-4 w-64" />
      <div className="mt-6 flex gap-2">
        <Skeleton className="h-8 w-72" />
        <Skeleton className="h-8 w-20 rounded-full" />
        <Skeleton className="h-8 w-20 rounded-full" />
      </div>
      <div className="mt-4 rounded-lg border border-line bg-surface">
        <TableSkeleton label="Loading the jobs" rows={10} />
      </div>
    </Page>
  );
}
