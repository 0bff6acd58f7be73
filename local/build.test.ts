import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashSources } from './build.ts';

let project: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'mlplatform-build-'));
  write('app/page.tsx', 'export default 1');
  write('package.json', '{}');
});
afterEach(() => rmSync(project, { recursive: true }));

describe('the hash of the portal’s sources', () => {
  it.each([
    ['a changed file', 'app/page.tsx', 'export default 2'],
    ['a new file', 'server/lib/new.ts', ''],
    ['a file at the root', 'next.config.mjs', ''],
  ])('changes with %s', (_what, file, text) => {
    const before = hashSources(project);
    write(file, text);
    expect(hashSources(project)).not.toBe(before);
  });

  it.each([
    'local/launch.ts',
    'docs/local.md',
    'node_modules/next/index.js',
    '.next/BUILD_ID',
    'app/page.test.tsx',
    'README.md',
  ])('does not change with %s', (file) => {
    const before = hashSources(project);
    write(file, 'new');
    expect(hashSources(project)).toBe(before);
  });

  it('changes when a file moves to another folder', () => {
    write('app/a/one.ts', 'x');
    write('app/b.ts', '');
    const before = hashSources(project);
    rmSync(join(project, 'app/a/one.ts'));
    write('app/one.ts', 'x');
    expect(hashSources(project)).not.toBe(before);
  });
});
