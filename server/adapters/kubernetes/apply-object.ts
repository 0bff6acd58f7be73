import { z } from 'zod';
import { pathOf } from './api-paths.ts';
import type { Connection } from './connection.ts';
import type { Impersonation } from './port.ts';
import { call } from './request.ts';
import type { Manifest } from './types.ts';

/** Names the portal as the owner of the fields it applies. */
export const FIELD_MANAGER = 'mlplatform';

/** Parts of a spec that hold what the portal says and nothing else: a limit added by hand is as wrong as a changed one. */
const wholeMaps = ['deserved', 'capability', 'guarantee'];

const specSchema = z.object({ spec: z.record(z.string(), z.unknown()).optional() });
const mapSchema = z.record(z.string(), z.unknown());

/**
 * Server-side apply of one object. It leaves alone what others have added; in {@link wholeMaps}
 * that is taken out by a second patch.
 */
export async function applyObject(connection: Connection, as: Impersonation, object: Manifest): Promise<void> {
  const result = await call(connection, {
    method: 'PATCH',
    path: pathOf(object),
    query: { fieldManager: FIELD_MANAGER, force: true },
    body: object,
    contentType: 'application/apply-patch+yaml',
    as,
  });
  if (object.kind !== 'Queue') return;
  const spec = strays(specSchema.parse(object).spec ?? {}, specSchema.parse(result).spec ?? {});
  if (Object.keys(spec).length === 0) return;
  await call(connection, {
    method: 'PATCH',
    path: pathOf(object),
    query: { fieldManager: FIELD_MANAGER },
    body: { spec },
    contentType: 'application/merge-patch+json',
    as,
  });
}

/** @returns a merge patch that takes out what `found` has and `wanted` has not */
function strays(wanted: Record<string, unknown>, found: Record<string, unknown>): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const name of wholeMaps) {
    const has = mapSchema.safeParse(found[name]);
    if (!has.success) continue;
    const wants = mapSchema.safeParse(wanted[name]).data;
    const extra = Object.keys(has.data).filter((key) => wants?.[key] === undefined);
    if (wants === undefined && extra.length > 0) patch[name] = null;
    else if (extra.length > 0) patch[name] = Object.fromEntries(extra.map((key) => [key, null]));
  }
  return patch;
}
