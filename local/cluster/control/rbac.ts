import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { apply } from '../api/apply.ts';
import { parseObjects } from '../api/objects.ts';
import type { ClusterContext } from './context.ts';

const rbacDir = path.join(import.meta.dirname, '../../../deploy/rbac');
/** The same files a real cluster is given. */
const files = ['portal.yaml', 'people.yaml'];

/** Applies the rights of the portal and of people. */
export async function applyRbac({ client }: ClusterContext): Promise<void> {
  for (const file of files) {
    const objects = parseObjects(await readFile(path.join(rbacDir, file), 'utf8'));
    for (const object of objects) await apply(client, object);
  }
}
