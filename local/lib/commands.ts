import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { hasCode } from './processes.ts';

/**
 * The executable file a command stands for, or null when there is none.
 * @param command a path, or a name to look up
 * @param path where to look names up; the launcher's own PATH by default
 */
export function findCommand(command: string, path = process.env.PATH ?? ''): string | null {
  if (command.includes('/')) return isExecutable(command) ? command : null;
  const places = path.split(delimiter).map((folder) => join(folder, command));
  return places.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].some((code) => hasCode(error, code))) return false;
    throw error;
  }
}
