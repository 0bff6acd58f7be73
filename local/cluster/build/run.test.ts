import { expect, it } from 'vitest';
import { CommandError, run } from './run.ts';

it('returns the lines of the output', async () => {
  expect(await run('sh', ['-c', 'echo a; echo b'])).toEqual(['a', 'b']);
});

it('fails with the last lines the command wrote', async () => {
  const failing = run('sh', ['-c', 'for i in $(seq 100); do echo line $i >&2; done; exit 3']);
  await expect(failing).rejects.toThrow(CommandError);
  await expect(failing).rejects.toThrow(/failed with code 3\nline 76\n[\s\S]*line 100$/);
});

it('names a command that is not there', async () => {
  await expect(run('no-such-command', [])).rejects.toThrow('ENOENT');
});

it('ends with the reason it was aborted for', async () => {
  const abort = new AbortController();
  const running = run('sleep', ['60'], { signal: abort.signal });
  abort.abort(new Error('enough'));
  await expect(running).rejects.toThrow(/enough|abort/);
});
