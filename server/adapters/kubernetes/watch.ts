import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { messageOf } from '#server/lib/errors.ts';
import type { Logger } from '#server/lib/logger.ts';
import type { Connection } from './connection.ts';
import { KubernetesRefused, type WatchHandlers } from './port.ts';
import { call, open } from './request.ts';

/** What is watched: where, and how an object of it is read. */
export interface WatchTarget<T> {
  path: string;
  labelSelector?: string;
  /** Whether the API server sends bookmarks; for events it does not, so that silence means nothing. */
  bookmarks: boolean;
  /** @returns null for an object that cannot be read (logged, and left out) */
  parse: (object: unknown) => T | null;
}

const PAGE = 500;
/** The API server ends a watch after this long; we go on from where it was. */
const WATCH_SECONDS = 300;
/** Bookmarks come about every minute: after this long in silence the connection is dead. */
const SILENCE_MS = 150_000;
const SILENCE_WITHOUT_BOOKMARKS_MS = (WATCH_SECONDS + 30) * 1_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

const listSchema = z.object({
  metadata: z.object({ resourceVersion: z.string(), continue: z.string().optional() }),
  items: z.array(z.unknown()),
});
const lineSchema = z.object({ type: z.string(), object: z.unknown() });
const versionSchema = z.object({ metadata: z.object({ resourceVersion: z.string() }) });

/** The API server no longer has the version we were at, or something went wrong here: start with a list again. */
class Relist extends Error {}

/**
 * Lists and follows until the signal aborts. Whatever goes wrong (dropped connection, 410, a handler
 * that throws) is logged and answered by listing again after a pause that grows; nothing ends it.
 *
 * @param heard is called for everything that arrives, bookmarks included
 */
export async function superviseWatch<T>(
  connection: Connection,
  target: WatchTarget<T>,
  handlers: WatchHandlers<T>,
  options: { log: Logger; signal: AbortSignal; heard: () => void },
): Promise<void> {
  let failures = 0;
  while (!options.signal.aborted) {
    await connection.configured(options.signal);
    const replaced = connection.cluster?.replaced;
    const signal = replaced === undefined ? options.signal : AbortSignal.any([options.signal, replaced]);
    try {
      let version = await list(connection, target, handlers, { ...options, signal });
      failures = 0;
      // A watch that ends by its time limit goes on from its last version, without a list.
      for (;;) version = await follow(connection, target, handlers, { ...options, signal }, version);
    } catch (error) {
      if (signal.aborted) continue;
      options.log.warn({ path: target.path, problem: messageOf(error) }, 'watch interrupted, listing again');
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.75 + Math.random() / 2);
      failures += 1;
      await sleep(pause, undefined, { signal }).catch(() => 'the loop looks at the signal itself');
    }
  }
}

async function list<T>(
  connection: Connection,
  target: WatchTarget<T>,
  handlers: WatchHandlers<T>,
  options: { signal: AbortSignal; heard: () => void },
): Promise<string> {
  const objects: T[] = [];
  let next: string | undefined;
  let version = '';
  do {
    const query = { limit: PAGE, continue: next, labelSelector: target.labelSelector };
    const page = listSchema.parse(
      await call(connection, { method: 'GET', path: target.path, query, timeoutMs: 30_000, signal: options.signal }),
    );
    for (const item of page.items) {
      const object = target.parse(item);
      if (object !== null) objects.push(object);
    }
    version = page.metadata.resourceVersion;
    next = page.metadata.continue || undefined;
  } while (next !== undefined);
  options.heard();
  handlers.listed(objects);
  return version;
}

async function follow<T>(
  connection: Connection,
  target: WatchTarget<T>,
  handlers: WatchHandlers<T>,
  options: { signal: AbortSignal; heard: () => void },
  from: string,
): Promise<string> {
  const query = {
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion: from,
    timeoutSeconds: WATCH_SECONDS,
    labelSelector: target.labelSelector,
  };
  const silence = target.bookmarks ? SILENCE_MS : SILENCE_WITHOUT_BOOKMARKS_MS;
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  const body = await open(connection, { method: 'GET', path: target.path, query, signal }, silence).catch(expired);
  let version = from;
  // The loop below hears of errors; one that comes after it has ended must not end the process.
  body.on('error', () => undefined);
  try {
    for await (const line of linesOf(body)) {
      options.heard();
      version = deliver(lineSchema.parse(JSON.parse(line)), target, handlers) ?? version;
    }
  } finally {
    ended.abort();
  }
  return version;
}

/** Cuts a stream into lines; a last line without an end is no line: the connection broke in it. */
async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (line !== '') yield line;
  }
}

/** Hands one line of a watch to the handlers. @returns the version it brings us to */
function deliver<T>(
  line: z.infer<typeof lineSchema>,
  target: WatchTarget<T>,
  handlers: WatchHandlers<T>,
): string | null {
  if (line.type === 'ERROR') throw new Relist(`the API server ended the watch: ${JSON.stringify(line.object)}`);
  const version = versionSchema.parse(line.object).metadata.resourceVersion;
  if (line.type === 'BOOKMARK') return version;
  const object = target.parse(line.object);
  if (object !== null) {
    if (line.type === 'DELETED') handlers.deleted(object);
    else handlers.changed(object);
  }
  return version;
}

function expired(error: unknown): never {
  if (error instanceof KubernetesRefused && error.status === 410) throw new Relist(error.message);
  throw error;
}
