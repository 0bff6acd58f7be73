import { CommandError, run } from './run.ts';

/** Go is missing or too old. The message is meant for the person who starts the portal. */
export class GoMissingError extends Error {
  constructor(needed: string, found: string) {
    super(
      `Go ${needed} or newer is needed to build the local Kubernetes once (${found}). ` +
        'Install it from https://go.dev/dl/ and start again.',
    );
    this.name = 'GoMissingError';
  }
}

/** Reads the `go 1.26.0` line of a go.mod. Throws when there is none. */
export function requiredGo(goMod: string): string {
  const version = /^go (\d+\.\d+(?:\.\d+)?)$/m.exec(goMod)?.[1];
  if (version === undefined) throw new Error('go.mod has no go line');
  return version;
}

/** True when `found` ("go1.26.8", "go1.27rc1") is at least `needed` ("1.26.0"). */
export function goIsRecent(found: string, needed: string): boolean {
  const have = /^go(\d+)\.(\d+)(?:\.(\d+))?/.exec(found);
  if (have === null) return false;
  const want = needed.split('.').map(Number);
  for (const [index, wanted] of want.entries()) {
    const part = Number(have[index + 1] ?? 0);
    if (part !== wanted) return part > wanted;
  }
  return true;
}

/**
 * The version of the Go that would build `moduleDir`, e.g. "go1.26.8"; with
 * GOTOOLCHAIN=auto that may be a newer one than is installed.
 * Throws GoMissingError when there is none or it is older than `needed`.
 */
export async function goVersion(moduleDir: string, needed: string, signal?: AbortSignal): Promise<string> {
  let found: string | undefined;
  try {
    [found] = await run('go', ['env', 'GOVERSION'], { cwd: moduleDir, signal });
  } catch (error) {
    if (error instanceof CommandError) throw new GoMissingError(needed, error.tail.split('\n').at(-1) ?? error.message);
    if (isNotFound(error)) throw new GoMissingError(needed, 'no go command was found on the PATH');
    throw error;
  }
  if (found === undefined || !goIsRecent(found, needed)) throw new GoMissingError(needed, `found ${found ?? 'none'}`);
  return found;
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
