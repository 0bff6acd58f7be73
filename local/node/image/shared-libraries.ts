import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a program needs to be loaded. */
export interface LinkedFiles {
  /** The dynamic loader, by the path the program names; null for a static program. */
  loader: string | null;
  /** Files of the shared libraries by the names they are looked up by. */
  libraries: Map<string, string>;
}

/**
 * Reads the output of ldd. Throws when a library is missing, as the copy would not run either.
 */
export function parseLdd(output: string): LinkedFiles {
  const found: LinkedFiles = { loader: null, libraries: new Map() };
  for (const line of output.split('\n')) {
    const [, name, file] = /^\s*(\S+) => (.+?)(?: \(0x[0-9a-f]+\))?$/.exec(line) ?? [];
    if (name !== undefined && file !== undefined) {
      if (file === 'not found') throw new Error(`shared library ${name} is not found`);
      found.libraries.set(name, file);
      continue;
    }
    const [, path] = /^\s*(\/\S+)(?: \(0x[0-9a-f]+\))?$/.exec(line) ?? [];
    if (path !== undefined) found.loader = path;
  }
  return found;
}

/** The loader and all shared libraries, also indirect ones, of programs and extension modules. */
export async function linkedFiles(files: readonly string[]): Promise<LinkedFiles> {
  const all: LinkedFiles = { loader: null, libraries: new Map() };
  for (const file of files) {
    const { loader, libraries } = parseLdd(await ldd(file));
    all.loader ??= loader;
    for (const [name, path] of libraries) if (!all.libraries.has(name)) all.libraries.set(name, path);
  }
  return all;
}

async function ldd(file: string): Promise<string> {
  try {
    return (await run('ldd', [file])).stdout;
  } catch (error) {
    // A static program: ldd says so and ends with 1.
    const told =
      error instanceof Error && 'stdout' in error && 'stderr' in error ? `${error.stdout}${error.stderr}` : '';
    if (/not a dynamic executable|statically linked/.test(told)) return '';
    throw error;
  }
}
