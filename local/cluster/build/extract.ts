import { copyFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { run } from './run.ts';

const volcanoCrds = ['config/crd/volcano/bases', 'config/crd/jobflow/bases'];

/**
 * Copies the CRDs of exactly the Volcano that was built next to the binaries,
 * so that a later start needs neither Go nor its module cache.
 * @param moduleDir the folder with the go.mod that pins Volcano
 * @param target the folder that receives the YAML files
 */
export async function extractCrds(moduleDir: string, target: string, signal?: AbortSignal): Promise<void> {
  const args = ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', 'volcano.sh/volcano'];
  const [source] = await run('go', args, { cwd: moduleDir, signal });
  if (!source) throw new Error('go list names no folder for volcano.sh/volcano');
  await mkdir(target, { recursive: true });
  for (const folder of volcanoCrds) {
    for (const name of await readdir(path.join(source, folder))) {
      // copyFile keeps the module cache's read-only mode, which is fine for files never written again.
      if (name.endsWith('.yaml')) {
        await copyFile(path.join(source, folder, name), path.join(target, name));
      }
    }
  }
}
