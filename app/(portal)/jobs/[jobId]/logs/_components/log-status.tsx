import { formatCount, plural } from '#components/format.ts';
import { Button } from '#components/ui/button.tsx';
import { MAX_LINES } from './log-buffer.ts';
import type { LogState } from './use-log.ts';

interface LogStatusProps {
  log: LogState;
  tail: number | null;
  onAll: () => void;
  onRetry: () => void;
}

/** How much of the log this is, where it is from, and whether more comes. */
export function LogStatus({ log, tail, onAll, onRetry }: LogStatusProps) {
  const { buffer, phase, source } = log;
  // Following on, more than was asked for may have come since: it was cut all the same.
  const cut = tail !== null && buffer.end >= tail;
  return (
    <footer className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-3 py-1.5 text-text-2 text-xs">
      <span className="tabular" role="status">
        {plural(buffer.size, 'line')}
        {phase === 'streaming' && source === 'live' && ' · live'}
        {phase === 'ended' && ' · complete'}
        {source === 'archive' && ' · from the archive: the pod is gone, this is its stored log'}
        {phase === 'failed' && buffer.size > 0 && ` · broke off: ${log.problem}`}
      </span>
      {buffer.first > 0 && (
        <span>
          The first {formatCount(buffer.first)} lines are not kept here (at most {formatCount(MAX_LINES)}); the download
          has them.
        </span>
      )}
      {cut && (
        <>
          <span>Began with the last {formatCount(tail)} lines.</span>
          <Button size="sm" onClick={onAll}>
            Load from the beginning
          </Button>
        </>
      )}
      {phase === 'failed' && buffer.size > 0 && (
        <Button size="sm" onClick={onRetry}>
          Read again
        </Button>
      )}
    </footer>
  );
}
