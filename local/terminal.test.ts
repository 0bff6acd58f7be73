import { describe, expect, it } from 'vitest';
import type { Step } from './lib/supervisor.ts';
import { createTerminalView } from './terminal.ts';

const step = (state: Step['state'], detail = '', progress: number | null = null): Step => ({
  id: 'database',
  title: 'PostgreSQL',
  state,
  progress,
  detail,
});

function show(steps: readonly Step[], isTTY: boolean): string {
  const parts: unknown[] = [];
  const view = createTerminalView({ isTTY, columns: 80, write: (part: unknown) => parts.push(part) > 0 });
  for (const each of steps) view.show(each);
  return parts.join('');
}

describe('the terminal view', () => {
  it('writes one line for each change of state, and nothing for progress, where it is no terminal', () => {
    const steps = [
      step('running'),
      step('running', '', 0.4),
      step('running', '', 0.8),
      step('done', '127.0.0.1:54320'),
    ];
    expect(show(steps, false)).toBe('… PostgreSQL\n✓ PostgreSQL: 127.0.0.1:54320\n');
  });

  it('follows the progress in a terminal', () => {
    expect(show([step('running'), step('running', '', 0.42)], true)).toContain('PostgreSQL 42 %');
  });

  it('shows the first line of a failure', () => {
    expect(show([step('failed', 'it ended\nwith a log')], false)).toBe('✗ PostgreSQL: it ended\n');
  });
});
