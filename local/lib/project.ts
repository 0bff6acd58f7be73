import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The data folder: MLPLATFORM_HOME, or `.mlplatform` in the project. */
export function homeFolder(environment: Record<string, string | undefined>): string {
  return environment.MLPLATFORM_HOME || join(projectFolder, '.mlplatform');
}
