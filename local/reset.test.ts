import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareHome } from './lib/home.ts';
import { lockHome } from './lib/home-lock.ts';

let folder: string;
let home: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlplatform-reset-'));
  home = join(folder, 'home');
});
afterEach(() => rmSync(folder, { recursive: true }));

function reset(input: string, ...args: string[]): { status: number | null; output: string } {
  const env = { ...process.env, MLPLATFORM_HOME: home };
  const script = join(import.meta.dirname, 'reset.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { env, input, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe('npm run reset', () => {
  it.each([
    ['yes\n', false],
    ['no\n', true],
    ['', true],
  ])('after the answer %j leaves the folder: %s', (answer, left) => {
    prepareHome(home);
    expect(reset(answer)).toMatchObject({ status: 0, output: expect.stringContaining(home) });
    expect(existsSync(home)).toBe(left);
  });

  it('does not ask with --yes', () => {
    prepareHome(home);
    reset('', '--yes');
    expect(existsSync(home)).toBe(false);
  });

  it('refuses while the platform runs', () => {
    prepareHome(home);
    const unlock = lockHome(home);
    expect(reset('', '--yes')).toMatchObject({ status: 1, output: expect.stringContaining('is running') });
    unlock();
    expect(existsSync(home)).toBe(true);
  });

  it('leaves a folder alone that is not a data folder', () => {
    mkdirSync(home);
    writeFileSync(join(home, 'thesis.txt'), 'years of work');
    expect(reset('', '--yes')).toMatchObject({ status: 1, output: expect.stringContaining('left alone') });
    expect(existsSync(join(home, 'thesis.txt'))).toBe(true);
    expect(() => prepareHome(home)).toThrow('is not empty and not a data folder');
  });
});
