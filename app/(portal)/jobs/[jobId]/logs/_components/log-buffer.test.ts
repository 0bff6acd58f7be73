import { describe, expect, test } from 'vitest';
import { LogBuffer, MAX_LINES, plainText } from './log-buffer.ts';

const linesOf = (buffer: LogBuffer) => Array.from({ length: buffer.size }, (_, at) => buffer.line(buffer.first + at));

describe('a log that comes in pieces', () => {
  test('pieces end anywhere', () => {
    const buffer = new LogBuffer();
    buffer.append('one\ntw');
    expect(linesOf(buffer)).toEqual(['one', 'tw']);
    buffer.append('o\nthree\n');
    expect(linesOf(buffer)).toEqual(['one', 'two', 'three']);
  });

  test('a progress bar leaves its last state, Windows line ends leave nothing', () => {
    const buffer = new LogBuffer();
    buffer.append('10 %\r50 %\r100 %\nnext\r\n');
    expect(linesOf(buffer)).toEqual(['100 %', 'next']);
  });

  test('the oldest lines go, numbers stay', () => {
    const buffer = new LogBuffer();
    const many = MAX_LINES + MAX_LINES / 5;
    buffer.append(
      Array.from({ length: many }, (_, at) => `line ${at}`)
        .join('\n')
        .concat('\n'),
    );
    expect(buffer.size).toBe(MAX_LINES);
    expect(buffer.line(buffer.first)).toBe(`line ${buffer.first}`);
    expect(buffer.line(buffer.end - 1)).toBe(`line ${many - 1}`);
  });
});

describe('search', () => {
  test('finds in any case, through colours, and goes on with new lines', () => {
    const buffer = new LogBuffer();
    buffer.append('Loss 1\n\u001b[31mLO\u001b[0mSS 2\nother\n');
    expect(buffer.find('loss')).toEqual([0, 1]);
    buffer.append('loss 3\n');
    expect(buffer.find('loss')).toEqual([0, 1, 3]);
    expect(buffer.find('other')).toEqual([2]);
    expect(buffer.find('')).toEqual([]);
  });

  test('gives a new array only when there is something new', () => {
    const buffer = new LogBuffer();
    buffer.append('a\n');
    expect(buffer.find('a')).toBe(buffer.find('a'));
  });
});

test('plain text has no escape sequences', () => expect(plainText('\u001b[1;31mred\u001b[0m')).toBe('red'));
