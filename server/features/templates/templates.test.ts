import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { template, templateVersion } from '#db/schema/index.ts';
import { testContext, testDatabase } from '#db/testing.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { getTemplate } from './get-template.ts';
import { listTemplates } from './list-templates.ts';
import { publishBuiltinTemplates } from './publish-builtin.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let folder: string;
const actor: Actor = { personId: v7(), email: 'a@example.com', name: 'A', platformRoles: [], teams: new Map() };
const slugs = async (search: string, tags: string[] = []) =>
  (await listTemplates(testContext(database.db, actor), { search, tags })).templates.map((t) => t.slug);

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'templates-'));
  await cp(fileURLToPath(new URL('./builtin/', import.meta.url)), folder, { recursive: true });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

test('several processes publish at once: every template once; again: nothing', async () => {
  const all = await Promise.all([1, 2, 3].map(() => publishBuiltinTemplates(database.db)));
  expect(all.flat()).toHaveLength(8);
  expect(await publishBuiltinTemplates(database.db)).toEqual([]);
  expect(await database.db.$count(template)).toBe(8);
  expect(await database.db.$count(templateVersion)).toBe(8);
});

test('search finds every word in title, text and tags; signs of SQL are letters', async () => {
  expect(await slugs('')).toHaveLength(8);
  expect(await slugs('PYTORCH distributed')).toEqual(['deepspeed', 'pytorch-ddp']);
  expect(await slugs('', ['distributed', 'mpi'])).toEqual(['horovod']);
  expect(await slugs('jax', ['mpi'])).toEqual([]);
  expect(await slugs('%')).toEqual([]);
  expect(await slugs("o'; drop table job; --")).toEqual([]);
});

test('a changed file becomes a new version; the old one stays as it was', async () => {
  const file = join(folder, 'jax.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('title: JAX', 'title: JAX on many hosts'));
  const changed = pathToFileURL(`${folder}/`);
  expect(await publishBuiltinTemplates(database.db, changed)).toEqual([{ slug: 'jax', version: 2 }]);
  const ctx = testContext(database.db, actor);
  const latest = await getTemplate(ctx, { slug: 'jax' });
  expect(latest).toMatchObject({ version: 2, content: { title: 'JAX on many hosts' } });
  expect(latest.versions.map((v) => v.version)).toEqual([2, 1]);
  expect(await getTemplate(ctx, { slug: 'jax', version: 1 })).toMatchObject({ version: 1, content: { title: 'JAX' } });
  await expect(getTemplate(ctx, { slug: 'jax', version: 3 })).rejects.toMatchObject({ code: 'not_found' });
  await expect(getTemplate(ctx, { slug: 'nope' })).rejects.toMatchObject({ code: 'not_found' });
});

test('a broken file is named with what is wrong', async () => {
  await writeFile(join(folder, 'jax.yaml'), 'slug: jax\n');
  await expect(publishBuiltinTemplates(database.db, pathToFileURL(`${folder}/`))).rejects.toThrow(
    /template jax is wrong: .*title/,
  );
});
