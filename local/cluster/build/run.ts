import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const TAIL_LINES = 25;

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Called with every line of standard error; go writes its progress there. */
  onErrorLine?: (line: string) => void;
}

/** A command ended with a code other than 0; the message holds the last lines it wrote. */
export class CommandError extends Error {
  readonly tail: string;

  constructor(command: string, outcome: string, tail: string) {
    super(`${command} ${outcome}${tail === '' ? '' : `\n${tail}`}`);
    this.name = 'CommandError';
    this.tail = tail;
  }
}

/**
 * Runs a command to its end and returns the lines of its standard output.
 * Throws CommandError when it fails, the spawn error (ENOENT) when it is not
 * there, and the signal's reason when it was aborted.
 */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<string[]> {
  options.signal?.throwIfAborted();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    signal: options.signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const tail: string[] = [];
  createInterface(child.stdout).on('line', (line) => output.push(line));
  createInterface(child.stderr).on('line', (line) => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    options.onErrorLine?.(line);
  });
  const outcome = await new Promise<string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(null);
      else resolve(signal ? `was ended by ${signal}` : `failed with code ${code}`);
    });
  });
  if (outcome === null) return output;
  options.signal?.throwIfAborted();
  throw new CommandError(`${command} ${args[0] ?? ''}`.trim(), outcome, tail.join('\n'));
}
