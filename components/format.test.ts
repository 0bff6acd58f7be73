import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatExact,
  formatGpuHours,
  formatGpus,
  formatPercent,
  formatRelative,
  formatUsd,
  joinWords,
  plural,
  secondsBetween,
} from './format.ts';

const now = new Date('2025-11-23T12:03:41Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('durations', () => {
  test.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [125, '2 min 5 s'],
    [601, '10 min'],
    [3599, '59 min'],
    [3600, '1 h'],
    [8054, '2 h 14 min'],
    [97_200, '1 d 3 h'],
    [86_400 * 7, '7 d'],
  ])('%d s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test('never runs backwards when clocks differ', () => expect(secondsBetween(now, ago(10))).toBe(0));
});

describe('relative times', () => {
  test.each([
    [0, 'just now'],
    [44, 'just now'],
    [-20, 'just now'],
    [60, '1 min ago'],
    [3540, '59 min ago'],
    [7200, '2 h ago'],
    [86_400 * 3, '3 d ago'],
    [86_400 * 100, '3 months ago'],
    [-7200, 'in 2 h'],
  ])('%d s before now is %s', (seconds, text) => expect(formatRelative(ago(seconds), now)).toBe(text));
});

test('clock and exact time name the zone', () => {
  expect(formatClock(now, 'UTC')).toBe('12:03');
  expect(formatClock(now, 'Asia/Tokyo')).toBe('21:03');
  expect(formatExact(now, 'UTC')).toBe('23 Nov 2025, 12:03:41 UTC');
});

test('counts and words', () => {
  expect(formatCount(2310)).toBe('2,310');
  expect(plural(1, 'job')).toBe('1 job');
  expect(plural(0, 'job')).toBe('0 jobs');
  expect(plural(2, 'entry', 'entries')).toBe('2 entries');
  expect(joinWords([])).toBe('');
  expect(joinWords(['a'])).toBe('a');
  expect(joinWords(['a', 'b', 'c'])).toBe('a, b and c');
});

test('GPUs', () => {
  expect(formatGpus(8, 'A100-40')).toBe('8 × A100-40');
  expect(formatGpus(1)).toBe('1 GPU');
  expect(formatGpus(0, 'A100-40')).toBe('no GPU');
});

test('decimals keep every digit', () => {
  expect(formatGpuHours('212.50')).toBe('212.5 GPU-h');
  expect(formatGpuHours('100.00')).toBe('100 GPU-h');
  expect(formatGpuHours('100')).toBe('100 GPU-h');
  expect(formatGpuHours('0.00')).toBe('0 GPU-h');
  expect(formatUsd('1204.30')).toBe('$1,204.30');
  expect(formatUsd('-3.10')).toBe('−$3.10');
  expect(formatUsd('9007199254740993.01')).toBe('$9,007,199,254,740,993.01');
});

test('shares and bytes', () => {
  expect(formatPercent(0.123)).toBe('12 %');
  expect(formatPercent(0.123, 1)).toBe('12.3 %');
  expect(formatBytes(512)).toBe('512 B');
  expect(formatBytes(1536)).toBe('1.5 KiB');
  expect(formatBytes(250 * 1024 * 1024)).toBe('250 MiB');
});
