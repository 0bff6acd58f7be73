import { LoadingRegion, Skeleton } from '#components/ui/skeleton.tsx';

/** A table on its way: the head and rows of the real height. */
export function TableSkeleton({ label, rows = 8, columns = 6 }: { label: string; rows?: number; columns?: number }) {
  const numbers = Array.from({ length: rows }, (_, at) => at + 1);
  return (
    <LoadingRegion label={label}>
      <div className="hidden h-9 md:block" />
      {numbers.map((row) => (
        <div
          key={row}
          className="flex h-13 items-center gap-6 border-line border-t px-4 max-md:h-36 max-md:flex-col max-md:items-start max-md:justify-center max-md:gap-3"
        >
          <Skeleton className="h-4 w-48 max-w-full" />
          {Array.from({ length: columns - 1 }, (_, at) => at + 1).map((column) => (
            <Skeleton key={column} className={column > 2 ? 'h-4 w-16 max-md:hidden' : 'h-4 w-24'} />
          ))}
        </div>
      ))}
    </LoadingRegion>
  );
}
