import type { Change } from './changes.ts';

/** What a subscriber hears: a change, or that it may have missed some. */
export type FeedEvent = Change | { topic: 'resync' };

/** The changes one subscriber has yet to take. */
export interface Mailbox {
  put(change: Change): void;
  /** Replaces whatever waits by the news that changes were missed. */
  resync(): void;
  /** Takes what waits and what comes, until the signal aborts; `onEnd` hears that nobody takes any more. */
  events(onEnd: () => void): AsyncGenerator<FeedEvent, void, undefined>;
}

/** A reader slower than this many different changes is told to read everything again instead. */
export const mailboxLimit = 500;

/** Makes a mailbox that keeps each waiting change once, and never more than {@link mailboxLimit}. */
export function createMailbox(filter: (change: Change) => boolean, signal: AbortSignal): Mailbox {
  const waiting = new Map<string, FeedEvent>();
  let news = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => news.resolve(), { once: true });

  function resync(): void {
    waiting.clear();
    waiting.set('resync', { topic: 'resync' });
    news.resolve();
  }

  return {
    resync,
    put(change) {
      // A reader who will read everything again needs no single changes.
      if (waiting.has('resync') || !filter(change)) return;
      if (waiting.size >= mailboxLimit) return resync();
      waiting.set(JSON.stringify(change), change);
      news.resolve();
    },
    async *events(onEnd) {
      try {
        while (!signal.aborted) {
          for (const [key, event] of waiting) {
            waiting.delete(key);
            yield event;
            if (signal.aborted) return;
          }
          await news.promise;
          if (!signal.aborted) news = Promise.withResolvers<void>();
        }
      } finally {
        onEnd();
      }
    },
  };
}
