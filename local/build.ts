import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode } from './lib/processes.ts';
import type { Supervisor } from './lib/supervisor.ts';
import { runToEnd } from './run.ts';

/** Folders of the project that are no part of the portal. */
const apart = new Set([
  'node_modules',
  'local',
  'e2e',
  'bench',
  'docs',
  'clients',
  'deploy',
  'coverage',
  'test-results',
  'playwright-report',
]);
const noSource = /\.(test|spec)\.tsx?$|\.md$|\.tsbuildinfo$|^next-env\.d\.ts$/;

const stamp = z.object({ sources: z.string(), buildId: z.string() });

/**
 * Builds the portal, unless the last build was made of the same sources.
 * @returns whether it was built
 * @throws Error with the end of the log when the build fails
 */
export async function buildPortal(options: {
  home: string;
  project: string;
  supervisor: Supervisor;
}): Promise<boolean> {
  const { home, project, supervisor } = options;
  const sources = hashSources(project);
  const stampFile = join(project, '.next', 'mlplatform-sources.json');
  const built = readIfThere(stampFile);
  const buildId = (): string | null => readIfThere(join(project, '.next', 'BUILD_ID'));
  // Somebody may have run a build by hand since: the stamp counts for its own build only.
  if (
    built !== null &&
    JSON.stringify({ sources, buildId: buildId() }) === JSON.stringify(stamp.parse(JSON.parse(built)))
  )
    return false;
  rmSync(stampFile, { force: true });
  await runToEnd(home, supervisor, {
    name: 'build',
    command: process.execPath,
    args: [join(project, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    cwd: project,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  writeFileSync(stampFile, JSON.stringify({ sources, buildId: buildId() }));
  return true;
}

/** One hash over names and contents of all that the portal is built from. */
export function hashSources(project: string): string {
  const hash = createHash('sha256').update(process.versions.node);
  for (const [name, value] of Object.entries(process.env).sort())
    if (name.startsWith('NEXT_PUBLIC_')) hash.update(`${name}=${value}\0`);
  const names = readdirSync(project).filter((name) => !apart.has(name));
  for (const name of names.sort()) addToHash(hash, project, name);
  return hash.digest('hex');
}

function addToHash(hash: ReturnType<typeof createHash>, folder: string, name: string): void {
  if (name.startsWith('.') || noSource.test(name)) return;
  const path = join(folder, name);
  try {
    hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  } catch (error) {
    if (!hasCode(error, 'EISDIR')) throw error;
    for (const entry of readdirSync(path).sort()) addToHash(hash, path, entry);
    hash.update('/');
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}
