import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultCacheDir } from '../cluster/build/cache.ts';
import { findPython } from '../node/image/python.ts';
import { trainingPackages } from '../node/image/requirements.ts';
import { installSystemPackages, missingSystemPackages } from '../node/system-packages.ts';
import { heading, run } from './command.ts';
import { startPortal } from './portal.ts';
import { closingLine, none, sum, type Tally, tallyPlaywright, tallyUnittest, tallyVitest } from './tally.ts';

// The test command: everything there is, with what it needs brought along. Its last line is the sum of all counts.
const node = process.execPath;
const results = mkdtempSync(join(tmpdir(), 'mlplatform-test-'));
const tallies: [string, Tally][] = [];

/** A tool that says yes or no: a no is a failure, a yes is not a test that passed. */
async function check(title: string, args: string[]): Promise<void> {
  heading(title);
  const { code } = await run(node, args);
  tallies.push([title, code === 0 ? none : { ...none, failed: 1 }]);
}

async function vitest(project: string, env: Record<string, string> = {}): Promise<void> {
  heading(`vitest, ${project}`);
  const report = join(results, `${project}.json`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json'];
  const { code } = await run(node, [...args, `--outputFile.json=${report}`], env);
  const tally = existsSync(report) ? tallyVitest(JSON.parse(readFileSync(report, 'utf8'))) : none;
  tallies.push([project, code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally]);
}

async function python(): Promise<void> {
  heading('demo training script, unittest');
  const python = await findPython();
  if (!python) throw new Error('Python 3.10 or newer is needed');
  const PYTHONPATH = await trainingPackages(defaultCacheDir(), python);
  const { output } = await run(python.executable, ['-m', 'unittest', 'discover', '-s', 'local/node/image', '-v'], {
    PYTHONPATH,
  });
  tallies.push(['python', tallyUnittest(output)]);
}

async function browser(home: string): Promise<void> {
  heading('browser, Playwright');
  if (missingSystemPackages().includes('chromium') && process.env.CHROMIUM_PATH === undefined) {
    console.log('Left out: no Chromium was found (package chromium, or CHROMIUM_PATH).');
    const { output } = await run(node, ['node_modules/@playwright/test/cli.js', 'test', '--list', '--reporter=list']);
    tallies.push(['browser', { ...none, skipped: Number(/^Total: (\d+) tests?/m.exec(output)?.[1] ?? 1) }]);
    return;
  }
  const { code } = await run(node, ['node_modules/@playwright/test/cli.js', 'test'], { E2E_HOME: home });
  const report = 'test-results/playwright.json';
  const tally = existsSync(report) ? tallyPlaywright(JSON.parse(readFileSync(report, 'utf8'))) : none;
  tallies.push(['browser', code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally]);
}

async function main(): Promise<void> {
  const missing = await missingSystemPackages();
  if (missing.length > 0) {
    heading(`system packages: ${missing.join(' ')}`);
    await installSystemPackages();
  }
  await check('types', ['node_modules/typescript/bin/tsc', '--noEmit']);
  await check('lint, format, import rules', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']);
  // The portal builds and starts while the unit tests run: compiling the cluster is what takes longest on a cold machine.
  const starting = startPortal();
  // Awaited below; a failure before that is not lost, only not "unhandled".
  starting.catch(() => undefined);
  await vitest('unit');
  await python();
  heading('waiting for the portal and its cluster');
  const portal = await starting;
  try {
    await vitest('cluster', { KUBECONFIG_TEST: portal.adminKubeconfig });
    await browser(portal.home);
  } finally {
    heading('stopping the portal');
    tallies.push(['clean stop', await portal.stop()]);
  }
}

await main().catch((error: unknown) => {
  console.error(error);
  tallies.push(['run', { ...none, failed: 1 }]);
});
rmSync(results, { recursive: true, force: true });
for (const [title, tally] of tallies) console.log(`${title}: ${closingLine(tally)}`.replace(/^/, '  '));
const total = sum(tallies.map(([, tally]) => tally));
console.log(closingLine(total));
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
