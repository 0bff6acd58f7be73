import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from './processes.ts';

/**
 * A text that is made once and kept in `<home>/secrets/<name>`, readable by its owner only.
 * @param make called when it is not there yet; 256 random bits by default
 */
export function keptSecret(home: string, name: string, make = randomSecret): string {
  return keptText(join(home, 'secrets'), name, make);
}

/** A text that is made once and kept in a file of the folder, readable by its owner only. */
export function keptText(folder: string, name: string, make: () => string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  const found = readSecret(file);
  if (found !== null) return found;
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, make(), { mode: 0o600 });
  try {
    // Unlike a rename, a link never replaces what another process wrote in the meantime.
    linkSync(temporary, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(temporary);
  }
  return readFileSync(file, 'utf8');
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

function readSecret(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}
