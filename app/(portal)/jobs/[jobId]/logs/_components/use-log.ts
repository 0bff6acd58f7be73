'use client';

import { useEffect, useState } from 'react';
import { LogBuffer } from './log-buffer.ts';

export interface LogState {
  buffer: LogBuffer;
  /** Grows whenever lines came in. */
  revision: number;
  phase: 'loading' | 'streaming' | 'ended' | 'failed';
  source: 'live' | 'archive' | null;
  problem: string | null;
}

interface Wanted {
  jobId: string;
  pod: string;
  /** Whether the container still writes. */
  follow: boolean;
  /** Lines from the end; null: all. */
  tail: number | null;
  /** Another number asks again. */
  attempt: number;
}

/** Lines come in faster than anyone reads: the page is drawn at most this often. */
const DRAW_MILLISECONDS = 120;

const empty = (): LogState => ({ buffer: new LogBuffer(), revision: 0, phase: 'loading', source: null, problem: null });

export function logUrl({ jobId, pod, follow, tail }: Omit<Wanted, 'attempt'>, download = false): string {
  const query = new URLSearchParams({ pod, follow: follow ? '1' : '0' });
  if (tail !== null) query.set('tail', String(tail));
  if (download) query.set('download', '1');
  return `/api/jobs/${jobId}/logs?${query}`;
}

/** Reads a pod's log as it comes. */
export function useLog({ jobId, pod, follow, tail, attempt }: Wanted): LogState {
  const [state, setState] = useState(empty);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is the same request once more
  useEffect(() => {
    const abort = new AbortController();
    const { buffer, ...rest } = empty();
    let current: LogState = { buffer, ...rest };
    let timer: ReturnType<typeof setTimeout> | null = null;
    const draw = () => {
      timer = null;
      current = { ...current, revision: current.revision + 1 };
      setState(current);
    };
    const change = (next: Partial<LogState>) => {
      current = { ...current, ...next };
      draw();
    };
    setState(current);
    readLog(logUrl({ jobId, pod, follow, tail }), abort.signal, {
      onStart: (source) => change({ phase: 'streaming', source }),
      onText: (text) => {
        buffer.append(text);
        timer ??= setTimeout(draw, DRAW_MILLISECONDS);
      },
    }).then(
      () => change({ phase: 'ended' }),
      (error: unknown) => {
        if (!abort.signal.aborted)
          change({ phase: 'failed', problem: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      abort.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [jobId, pod, follow, tail, attempt]);
  return state;
}

interface Reader {
  onStart: (source: LogState['source']) => void;
  onText: (text: string) => void;
}

async function readLog(url: string, signal: AbortSignal, reader: Reader): Promise<void> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(await problemText(response));
  const source = response.headers.get('x-log-source');
  reader.onStart(source === 'live' || source === 'archive' ? source : null);
  if (response.body === null) return;
  const text = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await text.read(); !piece.done; piece = await text.read()) reader.onText(piece.value);
}

/** What the server says in problem+json (RFC 9457). */
async function problemText(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string')
    return body.detail;
  return `The log could not be read (HTTP ${response.status}).`;
}
