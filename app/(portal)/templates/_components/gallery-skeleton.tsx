import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';

export function GallerySkeleton() {
  return (
    <LoadingRegion label="Loading the templates" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((card) => (
        <div key={card} className="h-44 rounded-lg border border-line bg-surface p-4">
          <Skeleton className="h-5 w-1/2" />
          <Skeleton className="mt-4 h-3 w-full" />
          <Skeleton className="mt-2 h-3 w-4/5" />
        </div>
      ))}
    </LoadingRegion>
  );
}
