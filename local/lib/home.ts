import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const marker = 'mlplatform-data.json';
const note = { about: 'Data folder of a local mlplatform. npm run reset removes it.', format: 1 };

/** Whether a folder was made by this launcher. */
export function isHome(folder: string): boolean {
  return existsSync(join(folder, marker));
}

/**
 * Makes the data folder, or recognises it.
 * @throws Error when the folder holds something else: a reset would remove that
 */
export function prepareHome(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (isHome(folder)) return;
  if (readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty and not a data folder of mlplatform. Choose another with MLPLATFORM_HOME.`);
  writeFileSync(join(folder, marker), `${JSON.stringify(note, null, 2)}\n`);
}
