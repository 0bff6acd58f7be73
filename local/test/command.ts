import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Finished {
  code: number;
  output: string;
}

/**
 * Runs a command, showing its output and keeping the last 200,000 characters of it.
 * @param env added to this process's environment
 * @returns its exit code (128 + signal number is not told apart from a failure) and output
 */
export async function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Finished> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (sink: NodeJS.WriteStream) => (chunk: Buffer) => {
    sink.write(chunk);
    output = (output + chunk.toString('utf8')).slice(-200_000);
  };
  child.stdout.on('data', keep(process.stdout));
  child.stderr.on('data', keep(process.stderr));
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : 1, output };
}

/** Prints a heading between the parts of the run. */
export function heading(text: string): void {
  const seconds = Math.round(process.uptime());
  console.log(`\n── ${text} ── ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
}
