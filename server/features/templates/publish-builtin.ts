import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { sql } from 'drizzle-orm';
import { parse } from 'yaml';
import type { Db } from '#db/client.ts';
import { canonicalHash } from '#server/lib/canonical-hash.ts';
import { announce } from '#server/lib/changes.ts';
import { checkContent } from './domain/check-content.ts';
import type { TemplateContent } from './domain/content.ts';
import { findTemplate, findVersion, insertVersion } from './repository.ts';

const builtinFolder = new URL('./builtin/', import.meta.url);
/** Any number, the same for every process: the lock under which the platform's templates are published. */
const PUBLISH_LOCK = 7_315_202;

/**
 * Brings the platform's own templates up to date with the files in `builtin/`: a new file becomes a
 * template, a changed one a new version. Doing it again, or in several processes at once, changes nothing.
 *
 * @param folder where the YAML files are; another one in tests
 * @returns slug and version of what was published
 * @throws Error naming the file and what is wrong in it
 */
export async function publishBuiltinTemplates(
  db: Db,
  folder: URL = builtinFolder,
): Promise<{ slug: string; version: number }[]> {
  const contents = await readBuiltinTemplates(folder);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${PUBLISH_LOCK})`);
    const published: { slug: string; version: number }[] = [];
    for (const content of contents) {
      const version = await publish(tx, content);
      if (version !== null) published.push({ slug: content.slug, version });
    }
    if (published.length > 0) await announce(tx, { topic: 'templates' });
    return published;
  });
}

/** @returns every built-in template, checked, by slug */
export async function readBuiltinTemplates(folder: URL = builtinFolder): Promise<TemplateContent[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
  return Promise.all(files.map((file) => readTemplate(new URL(file, folder))));
}

async function readTemplate(file: URL): Promise<TemplateContent> {
  const checked = checkContent(parse(await readFile(file, 'utf8')));
  const name = basename(file.pathname, '.yaml');
  if (!checked.ok) {
    const problems = Object.entries(checked.fields).map(([field, problem]) => `${field}: ${problem}`);
    throw new Error(`template ${name} is wrong: ${problems.join('; ')}`);
  }
  if (checked.content.slug !== name) throw new Error(`template ${name} calls itself ${checked.content.slug}`);
  return checked.content;
}

async function publish(tx: Db, content: TemplateContent): Promise<number | null> {
  const contentHash = canonicalHash(content);
  const existing = await findTemplate(tx, content.slug, []);
  const latest = existing && (await findVersion(tx, existing.id, existing.latestVersion));
  if (latest?.contentHash === contentHash) return null;
  return insertVersion(tx, existing, { slug: content.slug, content, contentHash });
}
