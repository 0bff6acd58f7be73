import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { head, line } from './lib/measure.ts';

// How long a second `npm start` takes until the portal answers, on the data folder that MLPLATFORM_HOME
// names (started once before, and stopped).
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, url: { type: 'string', default: 'http://127.0.0.1:3000' } },
});
const times: number[] = [];
for (let run = 0; run < Number(values.runs); run += 1) {
  const from = performance.now();
  // What npm runs: npm itself does not hand SIGINT on.
  const child = spawn('node', ['local/start.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  while (!(await answers())) if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
  times.push(performance.now() - from);
  child.kill('SIGINT');
  await once(child, 'exit');
}
console.log(head(`${values.runs} starts`));
console.log(line('  npm start until the portal answers', times));

async function answers(): Promise<boolean> {
  const pause = new Promise((resolve) => setTimeout(resolve, 100));
  const response = await fetch(new URL('/api/health', values.url)).catch(() => null);
  await response?.body?.cancel();
  if (response?.ok) return true;
  await pause;
  return false;
}
