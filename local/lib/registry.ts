import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode } from './processes.ts';

const identity = z.object({ pid: z.number().int().positive(), startTime: z.string() });

const registeredProcess = identity.extend({ name: z.string(), stopSignal: z.string() });

/** What to do after a launcher's end besides stopping its children. */
const cleanupRule = z.discriminatedUnion('kind', [
  /** Kill every process whose command line contains the text, with its descendants. */
  z.object({ kind: z.literal('kill-matching'), text: z.string().min(8) }),
  /** Run a command, for what killing does not undo (mounts, interfaces). */
  z.object({ kind: z.literal('run'), command: z.string(), args: z.array(z.string()) }),
]);

const registry = z.object({
  reaper: identity,
  processes: z.array(registeredProcess),
  rules: z.array(cleanupRule),
});

export type RegisteredProcess = z.infer<typeof registeredProcess>;
export type CleanupRule = z.infer<typeof cleanupRule>;
export type Registry = z.infer<typeof registry>;

/** One line from the launcher to the reaper. `id` is answered once the message is on disk. */
export const reaperMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('register'), id: z.number(), process: registeredProcess }),
  z.object({ type: z.literal('unregister'), id: z.number(), pid: z.number() }),
  z.object({ type: z.literal('rule'), id: z.number(), rule: cleanupRule }),
  z.object({ type: z.literal('goodbye'), id: z.number() }),
]);

/** Folder of the pid files of a data folder. */
export const runFolder = (home: string): string => join(home, 'run');

const registryFile = (home: string): string => join(runFolder(home), 'processes.json');

/** Reads what a launcher of this home registered last; null when there was none. */
export function readRegistry(home: string): Registry | null {
  try {
    return registry.parse(JSON.parse(readFileSync(registryFile(home), 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw new Error(`${registryFile(home)} cannot be read`, { cause: error });
  }
}

/** Replaces the registry in one step, so that a crash never leaves half of it. */
export function writeRegistry(home: string, value: Registry): void {
  const temporary = `${registryFile(home)}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(value, null, 2), { mode: 0o600 });
  renameSync(temporary, registryFile(home));
}

/** The variable every child of this home carries, by which strays are recognised on Linux. */
export function marker(home: string): { name: string; value: string } {
  const value = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 24);
  return { name: 'MLPLATFORM_SUPERVISED', value };
}
