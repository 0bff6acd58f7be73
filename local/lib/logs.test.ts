import { mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { logFile, openLog, rotateLog } from './logs.ts';

it('moves a log over the limit aside, while its writer goes on', () => {
  const home = mkdtempSync(join(tmpdir(), 'mlplatform-logs-'));
  const log = openLog(home, 'web');
  writeSync(log, 'x'.repeat(200));
  rotateLog(home, 'web', 1_000);
  expect(readFileSync(logFile(home, 'web'), 'utf8')).toHaveLength(200);
  rotateLog(home, 'web', 100);
  writeSync(log, 'after');
  expect(readFileSync(logFile(home, 'web'), 'utf8')).toBe('after');
  expect(readFileSync(`${logFile(home, 'web')}.1`, 'utf8')).toHaveLength(200);
  rmSync(home, { recursive: true });
});
