/** `npm run reset`: removes the data folder, after asking. `--yes` answers. */
import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { isHome } from './lib/home.ts';
import { findLauncher } from './lib/home-lock.ts';
import { homeFolder } from './lib/project.ts';

const home = resolve(homeFolder(process.env));
const problem = findProblem();
if (!existsSync(home)) console.log(`There is nothing to forget: ${home} is not there.`);
else if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else if (await isWanted()) {
  rmSync(home, { recursive: true });
  console.log(`Removed ${home}. npm start begins anew.`);
} else {
  console.log('Nothing was removed.');
}

function findProblem(): string | null {
  if (existsSync(home) && !isHome(home)) return `${home} is not a data folder of mlplatform; it is left alone.`;
  const launcher = findLauncher(home);
  return launcher && `The platform is running (process ${launcher.pid}). Stop it first, with Ctrl-C.`;
}

async function isWanted(): Promise<boolean> {
  if (process.argv.includes('--yes')) return true;
  process.stdout.write(
    `Remove ${home} with all people, jobs, models and logs in it? This cannot be undone. Type yes: `,
  );
  const terminal = createInterface({ input: process.stdin });
  // No line at all, where nobody can be asked, is a no.
  for await (const answer of terminal) return answer.trim().toLowerCase() === 'yes';
  return false;
}
