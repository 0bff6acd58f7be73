/**
 * Makes a response's body from pieces: the next one is fetched only when the client has taken the
 * last, and the source is told (`return`) when the client goes away.
 * @param on.failure hears why the source broke off; the client sees its connection end
 * @param on.leave hears that the client went away, also while the source is silent
 */
export function streamBody(
  pieces: AsyncIterable<Uint8Array>,
  on: { failure: (error: unknown) => void; leave: () => void },
): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  let left = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await iterator.next();
          if (left) return;
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          on.failure(error);
          controller.error(error);
        }
      },
      async cancel() {
        left = true;
        on.leave();
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
