import superjson from 'superjson';
import { z } from 'zod';
import type { Portal } from './portal.ts';

const change = z.object({ jobId: z.uuid() });

/**
 * Subscribes to the changes of jobs over server-sent events, as a browser does.
 * @param heard gets the id of each job that changed, and when its event arrived (performance.now)
 * @returns after the server has confirmed the subscription
 */
export async function hearJobChanges(
  { portal, headers }: Pick<Portal, 'portal' | 'headers'>,
  signal: AbortSignal,
  heard: (jobId: string, at: number) => void,
): Promise<void> {
  const url = new URL('/api/trpc/jobs.onChange', portal);
  url.searchParams.set('input', JSON.stringify(superjson.serialize({})));
  const response = await fetch(url, { headers: { ...headers, accept: 'text/event-stream' }, signal });
  if (!response.ok || !response.body)
    throw new Error(`the subscription answered ${response.status}: ${await response.text()}`);
  const connected = Promise.withResolvers<void>();
  read(response.body, (event, data) => {
    if (event === 'connected') connected.resolve();
    if (event === '') heard(change.parse(superjson.deserialize(JSON.parse(data))).jobId, performance.now());
  }).then(
    () => connected.reject(new Error('the subscription ended')),
    (error: unknown) => (signal.aborted ? connected.resolve() : connected.reject(error)),
  );
  await connected.promise;
}

/** Takes a stream of server-sent events apart (WHATWG HTML, 9.2.6); `event` is empty where it has no name. */
async function read(body: ReadableStream<Uint8Array>, each: (event: string, data: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of body) {
    text += decoder.decode(piece, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).trimStart())
          .join('\n');
      if (field('data') !== '') each(field('event'), field('data'));
    }
  }
}
