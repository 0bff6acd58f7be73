import { describe, expect, it } from 'vitest';
import { GoMissingError, goIsRecent, goVersion, requiredGo } from './go.ts';

describe('the Go that is needed', () => {
  it('is the one of go.mod', () => {
    expect(requiredGo('module a\n\ngo 1.26.0\n\nrequire b v1.0.0\n')).toBe('1.26.0');
    expect(() => requiredGo('module a\n')).toThrow('no go line');
  });

  it.each([
    ['go1.26.0', true],
    ['go1.26.8', true],
    ['go1.27rc1', true],
    ['go2.0', true],
    ['go1.25.9', false],
    ['go1.9', false],
    ['devel', false],
  ])('%s: %s', (found, recent) => {
    expect(goIsRecent(found, '1.26.0')).toBe(recent);
  });

  it('is missing with a message that says what to do', async () => {
    const path = process.env.PATH;
    process.env.PATH = '';
    try {
      const missing = goVersion('.', '1.26.0');
      await expect(missing).rejects.toThrow(GoMissingError);
      await expect(missing).rejects.toThrow('Go 1.26.0 or newer is needed');
    } finally {
      process.env.PATH = path;
    }
  });
});
