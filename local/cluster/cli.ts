import { parseArgs } from 'node:util';
import { findFreePort } from '../lib/ports.ts';
import { createSupervisor, type Step } from '../lib/supervisor.ts';
import { buildCluster } from './build.ts';
import { startCluster } from './start.ts';

const usage = `Runs the local cluster alone, for development.

  node local/cluster/cli.ts build
  node local/cluster/cli.ts start --home DIR [--scale 0..1] [--port N]

start prints the endpoints and runs until Ctrl-C. --port is the API server's; the others are free ones.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { home: { type: 'string' }, scale: { type: 'string' }, port: { type: 'string' } },
});
const [command] = positionals;
const abort = new AbortController();
// Not once: a wrapper such as npm may pass on what the terminal has sent as well.
process.on('SIGINT', () => abort.abort(new Error('interrupted')));
process.on('SIGTERM', () => abort.abort(new Error('terminated')));

try {
  if (command === 'build') console.log((await buildCluster({ onStep: print, signal: abort.signal })).dir);
  else if (command === 'start' && values.home) await start(values.home);
  else {
    console.log(usage);
    process.exitCode = 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function start(home: string): Promise<void> {
  const { signal } = abort;
  const binaries = await buildCluster({ onStep: print, signal });
  const supervisor = await createSupervisor({ home });
  try {
    const ports = {
      apiServer: values.port === undefined ? await findFreePort() : Number(values.port),
      etcdClient: await findFreePort(),
      etcdPeer: await findFreePort(),
      schedulerMetrics: await findFreePort(),
      volcanoWebhook: await findFreePort(),
      kwok: await findFreePort(),
    };
    const scale = Number(values.scale ?? 1);
    const { stop, ...cluster } = await startCluster({
      home,
      binaries,
      supervisor,
      ports,
      scale,
      onStep: print,
      signal,
    });
    console.log(JSON.stringify(cluster, null, 2));
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await stop();
  } finally {
    await supervisor.stopAll();
  }
}

function print(step: Step): void {
  const percent = step.progress === null ? '' : ` ${Math.floor(step.progress * 100)} %`;
  console.log(
    `${new Date().toISOString().slice(11, 23)} ${step.state.padEnd(7)} ${step.title}${percent} ${step.detail}`,
  );
}
