/**
 * Outlives the launcher by a moment. It reads what the launcher registers from its standard input;
 * when that closes without a goodbye (kill -9, crash), it stops all that was registered.
 * Started by the launcher as `node reaper.ts <home>`, in a session of its own.
 */
import { createInterface } from 'node:readline';
import { identify } from './processes.ts';
import { type Registry, reaperMessage, writeRegistry } from './registry.ts';
import { stopLeftovers } from './stop-leftovers.ts';

const graceMs = 3_000;
const [, , home] = process.argv;
const self = identify(process.pid);
if (home === undefined || self === null) throw new Error('usage: reaper.ts <home>');
const state: Registry = { reaper: self, processes: [], rules: [] };
let goodbye = false;

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

function accept(line: string): number {
  const message = reaperMessage.parse(JSON.parse(line));
  if (message.type === 'register') state.processes.push(message.process);
  if (message.type === 'unregister') state.processes = state.processes.filter((entry) => entry.pid !== message.pid);
  if (message.type === 'rule') state.rules.push(message.rule);
  if (message.type === 'goodbye') goodbye = true;
  return message.id;
}

// Signals meant for the launcher's terminal or session must not take its safety net away.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGPIPE'] as const) process.on(name, () => log(`ignored ${name}`));
// The other end is gone when the launcher crashed: the end of the input says the same.
process.stdout.on('error', (error) => log(`launcher: ${error.message}`));

writeRegistry(home, state);
for await (const line of createInterface({ input: process.stdin })) {
  const id = accept(line);
  writeRegistry(home, state);
  process.stdout.write(`${id}\n`);
}
if (!goodbye) {
  log('the launcher ended without a goodbye');
  await stopLeftovers({ home, processes: state.processes, rules: state.rules, graceMs, log });
}
state.processes = [];
writeRegistry(home, state);
