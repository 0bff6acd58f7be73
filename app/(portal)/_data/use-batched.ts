'use client';

import { useEffect, useEffectEvent, useRef } from 'react';

/** Collects calls and passes them on together, at most once in `milliseconds`: a burst of changes is one refresh. */
export function useBatched<T>(flush: (items: readonly T[]) => void, milliseconds: number): (item: T) => void {
  const pending = useRef<T[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const onFlush = useEffectEvent(() => {
    const items = pending.current;
    pending.current = [];
    timer.current = null;
    flush(items);
  });
  const schedule = useRef<(item: T) => void>(() => undefined);
  useEffect(() => {
    schedule.current = (item) => {
      pending.current.push(item);
      timer.current ??= setTimeout(() => onFlush(), milliseconds);
    };
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    };
  }, [milliseconds]);
  return (item) => schedule.current(item);
}
