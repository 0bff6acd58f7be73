import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return (
    <LoadingRegion label="Loading this part of the job" className="grid gap-5 lg:grid-cols-2">
      <Skeleton className="h-64 rounded-lg" />
      <Skeleton className="h-64 rounded-lg" />
    </LoadingRegion>
  );
}
