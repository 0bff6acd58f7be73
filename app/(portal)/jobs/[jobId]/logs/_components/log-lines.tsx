'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { cx } from '#components/ui/cx.ts';
import type { LogBuffer } from './log-buffer.ts';
import { LogLine } from './log-line.tsx';

const LINE_HEIGHT = 20;

interface LogLinesProps {
  buffer: LogBuffer;
  revision: number;
  wrap: boolean;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  query: string;
  /** Line to show, of a search. */
  current: number | null;
}

/** The lines in sight, of however many there are. Scrolling up lets go of the end, scrolling down takes it again. */
export function LogLines({ buffer, revision, wrap, follow, onFollow, query, current }: LogLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useVirtualizer({
    count: buffer.size,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (at) => buffer.first + at,
    overscan: 20,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new line moves the end
  useEffect(() => {
    if (follow && buffer.size > 0) lines.scrollToIndex(buffer.size - 1, { align: 'end' });
  }, [follow, revision, wrap]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another line moves the view
  useEffect(() => {
    if (current !== null) lines.scrollToIndex(current - buffer.first, { align: 'center' });
  }, [current]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are of one way of wrapping
  useEffect(() => lines.measure(), [wrap]);
  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (distance < LINE_HEIGHT && !follow) onFollow(true);
    else if (distance > LINE_HEIGHT * 3 && follow && userScrolled.current) onFollow(false);
  };
  const userScrolled = useRef(false);
  const byHand = () => {
    userScrolled.current = true;
    setTimeout(() => {
      userScrolled.current = false;
    }, 400);
  };
  return (
    <div
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label="Log"
      aria-live="off"
      onScroll={onScroll}
      onWheel={byHand}
      onTouchMove={byHand}
      onKeyDown={byHand}
      onPointerDown={byHand}
      className="scroll-slim h-[calc(100dvh-27rem)] min-h-80 overflow-auto bg-bg font-mono text-xs leading-5 focus-visible:-outline-offset-2 max-md:h-[60dvh]"
    >
      <div className={cx('relative', wrap ? 'w-full' : 'w-max min-w-full')} style={{ height: lines.getTotalSize() }}>
        <div
          className={wrap ? 'absolute inset-x-0 top-0' : undefined}
          style={{ transform: `translateY(${lines.getVirtualItems()[0]?.start ?? 0}px)` }}
        >
          {lines.getVirtualItems().map((item) => {
            const number = buffer.first + item.index;
            return (
              <div
                key={item.key}
                ref={wrap ? lines.measureElement : undefined}
                data-index={item.index}
                className={cx('flex pr-4 hover:bg-subtle', current === number && 'bg-warn-soft!')}
              >
                <span className="sticky left-0 w-16 shrink-0 select-none bg-bg pr-3 text-right text-text-3" aria-hidden>
                  {number + 1}
                </span>
                <span className={wrap ? 'min-w-0 flex-1 whitespace-pre-wrap break-all' : 'whitespace-pre'}>
                  <LogLine line={buffer.line(number)} query={query} />
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
