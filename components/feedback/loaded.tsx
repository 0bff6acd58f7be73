import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import { ErrorState } from './error-state.tsx';

/** What a view needs to know of a request; react-query's result fits. */
export interface Request<T> {
  data: T | undefined;
  error: { message: string } | null;
  isFetching: boolean;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

interface LoadedProps<T> {
  request: Request<T>;
  /** What is loaded: "the jobs". */
  what: string;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Loading, failed, stale or there: the same four for every view; the fifth, empty, is the view's own. */
export function Loaded<T>({ request, what, skeleton, children }: LoadedProps<T>) {
  const { data, error, isFetching, refetch } = request;
  if (data !== undefined) {
    return (
      <>
        {error !== null && (
          <StaleNote
            what={what}
            at={new Date(request.dataUpdatedAt)}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        )}
        {children(data)}
      </>
    );
  }
  if (error !== null) {
    return (
      <ErrorState
        title={`Could not load ${what}`}
        message={error.message}
        onRetry={() => void refetch()}
        retrying={isFetching}
      >
        The rest of the portal keeps working.
      </ErrorState>
    );
  }
  return skeleton;
}

/** Old news is said to be old. */
export function StaleNote({
  what,
  at,
  onRetry,
  retrying,
}: {
  what: string;
  at: Date;
  onRetry: () => void;
  retrying: boolean;
}) {
  return (
    <p
      role="status"
      className="mb-3 flex flex-wrap items-center gap-2 rounded-md bg-warn-soft px-3 py-1.5 text-sm text-warn"
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">
        Could not refresh {what}; this is as of <ClockTime at={at} />.
      </span>
      <Button size="sm" variant="ghost" className="text-warn!" onClick={onRetry} pending={retrying}>
        Try again
      </Button>
    </p>
  );
}
