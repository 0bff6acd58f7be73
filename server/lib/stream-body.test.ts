import { expect, test } from 'vitest';
import { streamBody } from './stream-body.ts';

const failures: unknown[] = [];
const on = { failure: (error: unknown) => void failures.push(error), leave: () => undefined };

test('a piece is made when the reader takes one, and none after it has left', async () => {
  let made = 0;
  let ended = false;
  async function* endless() {
    try {
      for (;;) {
        made += 1;
        yield Buffer.from(`${made}`);
      }
    } finally {
      ended = true;
    }
  }
  const reader = streamBody(endless(), on).getReader();
  expect(made).toBe(0);
  await reader.read();
  await reader.read();
  expect(made).toBe(2);
  await reader.cancel();
  expect(ended).toBe(true);
  expect(made).toBe(2);
  expect(failures).toEqual([]);
});

test('a reader who leaves while the source is silent ends it, and that is no failure', async () => {
  const left = new AbortController();
  async function* silent() {
    await new Promise((resolve) => left.signal.addEventListener('abort', resolve));
    yield Buffer.from('');
  }
  const reader = streamBody(silent(), { ...on, leave: () => left.abort() }).getReader();
  const read = reader.read();
  await reader.cancel();
  expect(await read).toMatchObject({ done: true });
  expect(failures).toEqual([]);
});

test('a source that breaks off is told of, and ends the body with an error', async () => {
  async function* broken() {
    yield Buffer.from('a');
    throw new Error('gone');
  }
  const reader = streamBody(broken(), on).getReader();
  await reader.read();
  await expect(reader.read()).rejects.toThrow('gone');
  expect(failures).toHaveLength(1);
});
