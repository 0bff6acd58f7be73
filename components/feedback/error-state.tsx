import { CircleAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';

interface ErrorStateProps {
  /** What could not be done: "The jobs could not be loaded." */
  title: string;
  /** Why, in words for people. */
  message: string;
  /** What still works. */
  children?: ReactNode;
  /** `h1` where it is all there is on the page. */
  heading?: 'h1' | 'h2';
  onRetry?: () => void;
  retrying?: boolean;
}

/** What failed, what still works, and a way to try again. Never drawn as "nothing there". */
export function ErrorState({
  title,
  message,
  children,
  heading: Heading = 'h2',
  onRetry,
  retrying = false,
}: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-12 text-center">
      <CircleAlert className="mb-3 size-8 stroke-[1.5] text-bad" aria-hidden />
      <Heading className="font-semibold text-base">{title}</Heading>
      <p className="mt-1 max-w-md break-words text-sm text-text-2">{message}</p>
      {children !== undefined && <div className="mt-1 max-w-md text-sm text-text-2">{children}</div>}
      {onRetry !== undefined && (
        <Button className="mt-4" onClick={onRetry} pending={retrying} icon={<RotateCw aria-hidden />}>
          Try again
        </Button>
      )}
    </div>
  );
}
