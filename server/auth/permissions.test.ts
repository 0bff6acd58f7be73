import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { permissionTable } from './permission-table.ts';

const page = new URL('../../docs/permissions.md', import.meta.url);

test('docs/permissions.md says what the code does (UPDATE_DOCS=1 writes it anew)', () => {
  if (process.env.UPDATE_DOCS === '1') writeFileSync(page, permissionTable());
  expect(readFileSync(page, 'utf8')).toBe(permissionTable());
});
