import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { isFree } from '../lib/ports.ts';
import { startTestPostgres } from './testing.ts';

it('runs beside others of its kind, until it is stopped', async () => {
  const [one, two] = await Promise.all([startTestPostgres(), startTestPostgres()]);
  expect(one.databaseUrl).not.toBe(two.databaseUrl);
  const client = new pg.Client(one.databaseUrl);
  await client.connect();
  expect((await client.query('create database another')).command).toBe('CREATE');
  await client.end();
  await Promise.all([one.stop(), two.stop()]);
  await expect(isFree(Number(new URL(one.databaseUrl).port))).resolves.toBe(true);
});

it('ends with the process that started it, although that is killed', async () => {
  // Whoever is killed removes nothing: the test gives its folder, and does.
  const folder = mkdtempSync(join(tmpdir(), 'mlplatform-killed-'));
  const script = `import { startTestPostgres } from '${import.meta.dirname}/testing.ts';
    console.log((await startTestPostgres()).databaseUrl);`;
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let port = 0;
  for await (const line of createInterface({ input: owner.stdout })) {
    port = Number(new URL(line).port);
    break;
  }
  expect(await isFree(port)).toBe(false);
  owner.kill('SIGKILL');
  await vi.waitUntil(() => isFree(port), { timeout: 15_000 });
  // The server takes its own files away a moment after its port.
  rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 100 });
});
