'use client';

import { useState } from 'react';
import { ErrorState } from '#components/feedback/error-state.tsx';
import type { Option } from '#components/ui/input.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useDebounced } from '#components/ui/use-debounced.ts';
import { LogLines } from './log-lines.tsx';
import { LogStatus } from './log-status.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { useLog } from './use-log.ts';

/** Lines asked for at first: enough to see what happened, quick to load. */
const FIRST_LINES = 10_000;

interface LogPanelProps {
  jobId: string;
  pod: string;
  writes: boolean;
  choices: readonly Option[];
  onPod: (uid: string) => void;
}

export function LogPanel({ jobId, pod, writes, choices, onPod }: LogPanelProps) {
  const [tail, setTail] = useState<number | null>(FIRST_LINES);
  const [attempt, setAttempt] = useState(0);
  const [live] = useState(writes);
  const log = useLog({ jobId, pod, follow: live, tail, attempt });
  const [follow, setFollow] = useState(true);
  const [wrap, setWrap] = useState(false);
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed, 150);
  const matches = log.buffer.find(query);
  const [at, setAt] = useState(0);
  const current = matches[Math.min(at, matches.length - 1)] ?? null;
  const move = (by: 1 | -1) => {
    if (matches.length === 0) return;
    setFollow(false);
    setAt((Math.min(at, matches.length - 1) + by + matches.length) % matches.length);
  };
  const again = () => setAttempt(attempt + 1);
  return (
    <section className="overflow-hidden rounded-lg border border-line bg-surface" aria-label="Log of a pod">
      <LogToolbar
        download={{ jobId, pod, follow: false, tail: null }}
        choices={choices}
        pod={pod}
        onPod={onPod}
        typed={typed}
        onType={(value) => {
          setTyped(value);
          setAt(0);
          if (value !== '') setFollow(false);
        }}
        found={
          query === ''
            ? null
            : { count: matches.length, at: current === null ? 0 : Math.min(at, matches.length - 1) + 1 }
        }
        onMove={move}
        follow={follow}
        onFollow={setFollow}
        wrap={wrap}
        onWrap={setWrap}
      />
      {log.phase === 'loading' && <LogSkeleton />}
      {log.phase === 'failed' && log.buffer.size === 0 && (
        <ErrorState title="No log to show" message={log.problem ?? ''} onRetry={again} />
      )}
      {log.phase !== 'loading' && (log.buffer.size > 0 || log.phase !== 'failed') && (
        <LogLines
          buffer={log.buffer}
          revision={log.revision}
          wrap={wrap}
          follow={follow}
          onFollow={setFollow}
          query={query}
          current={current}
        />
      )}
      <LogStatus log={log} tail={tail} onAll={() => setTail(null)} onRetry={again} />
    </section>
  );
}

function LogSkeleton() {
  return (
    <div role="status" className="h-[calc(100dvh-27rem)] min-h-80 bg-bg p-4 max-md:h-[60dvh]">
      <span className="sr-only">Loading the log</span>
      {['w-2/3', 'w-1/2', 'w-3/4', 'w-1/3', 'w-3/5', 'w-2/5'].map((width) => (
        <Skeleton key={width} className={`mb-2 h-3 ${width}`} />
      ))}
    </div>
  );
}
