import type { WriteStream } from 'node:tty';
import type { Step } from './lib/supervisor.ts';

const marks: Record<Step['state'], string> = { waiting: '·', running: '…', done: '✓', failed: '✗', skipped: '–' };
const clearLine = '\r\u001b[2K';

/** What the launcher shows of its steps. */
export interface TerminalView {
  show(step: Step): void;
  /** Prints lines for people, apart from the steps. */
  say(text: string): void;
}

/**
 * One line for every change of a step's state. In a terminal, one more line at the end follows the
 * progress of what runs.
 */
export function createTerminalView(output: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>): TerminalView {
  const steps = new Map<string, Step>();

  function print(text: string): void {
    output.write(`${output.isTTY ? clearLine : ''}${text}\n`);
    printProgress();
  }

  function printProgress(): void {
    if (!output.isTTY) return;
    const running = [...steps.values()].filter((step) => step.state === 'running' && step.progress !== null);
    const text = running.map((step) => `${step.title} ${percent(step)}`).join('   ');
    output.write(`${clearLine}${text.slice(0, (output.columns || 80) - 1)}`);
  }

  return {
    say: print,
    show(step) {
      const before = steps.get(step.id);
      steps.set(step.id, step);
      if (before?.state === step.state) return printProgress();
      // The end of a log may follow the first line; a failure is printed in full elsewhere.
      const [detail] = step.detail.split('\n');
      print(`${marks[step.state]} ${step.title}${detail && `: ${detail}`}`);
    },
  };
}

function percent({ progress }: Step): string {
  return `${Math.floor((progress ?? 0) * 100)} %`;
}
