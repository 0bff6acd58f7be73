import { z } from 'zod';
import { invalid } from '#server/lib/errors.ts';
import { listJobsInput } from './schemas.ts';

const { sort, direction } = listJobsInput.shape;
const place = { direction: direction.unwrap(), id: z.uuid() };
const text = z
  .string()
  .max(250)
  .refine((value) => !value.includes('\0'));

/** Where a page ended: the order it belongs to, the last job's value in that order, and its id. */
const cursorSchema = z.discriminatedUnion('sort', [
  z.strictObject({ ...place, sort: z.literal('submitted'), value: z.iso.datetime() }),
  z.strictObject({ ...place, sort: z.literal('name'), value: text }),
  z.strictObject({ ...place, sort: z.literal('gpus'), value: z.int32() }),
  z.strictObject({ ...place, sort: z.literal('state'), value: z.int().min(1).max(100) }),
  z.strictObject({ ...place, sort: z.literal('owner'), value: text }),
]);
export type Cursor = z.infer<typeof cursorSchema>;
export type Order = { sort: z.infer<typeof sort>; direction: z.infer<typeof direction> };

/** @returns an opaque text, safe in URLs */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws AppError `invalid` unless the text is a cursor made for this order */
export function readCursor(text: string, order: Order): Cursor {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (parsed.success && parsed.data.sort === order.sort && parsed.data.direction === order.direction)
    return parsed.data;
  throw invalid(
    { cursor: 'not a place in this list' },
    'This page of the list cannot be found. Please start at the first one.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON at all: the schema refuses it like any other foreign value.
    return undefined;
  }
}
