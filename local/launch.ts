/** What `npm start` runs under Node 24: everything the portal needs, embedded where nothing else is given. */
import { join } from 'node:path';
import { type LaunchConfig, type PortName, readConfig } from './config.ts';
import { type EndpointsFile, openEndpoints } from './endpoints.ts';
import { prepareHome } from './lib/home.ts';
import { watchParents } from './lib/parents.ts';
import { choosePorts } from './lib/ports.ts';
import { createSupervisor, type Supervisor } from './lib/supervisor.ts';
import { provideCluster } from './parts/cluster.ts';
import { type Launch, publicUrl } from './parts/context.ts';
import { provideDatabase } from './parts/database.ts';
import { provideIdentity } from './parts/identity.ts';
import { build, seed, startGateway, startWeb, startWorker } from './parts/portal.ts';
import { launcherSteps } from './parts/steps.ts';
import { createReporter } from './report.ts';
import { reason } from './steps.ts';
import { createTerminalView } from './terminal.ts';

const startedAt = performance.now();
const view = createTerminalView(process.stdout);
const reporter = createReporter();
const stopping = new AbortController();
const beforeStop: Launch['beforeStop'] = [];
let asked = false;

try {
  const config = readConfig(process.env);
  prepareHome(config.home);
  const supervisor = await createSupervisor({ home: config.home });
  stopWhenAsked();
  const endpoints = openEndpoints(config.home);
  try {
    const launch = await prepare(config, supervisor, endpoints);
    // Whatever is being started is stopped with everything else.
    await Promise.race([startEverything(launch), stopped()]);
    await stopped();
  } finally {
    await stopEverything(supervisor, endpoints);
  }
} catch (error) {
  if (!asked) {
    process.exitCode = 1;
    console.error(`\n${reason(error)}`);
  }
}
// Connections that are still open must not keep the launcher once all is stopped.
process.exit();

function stopWhenAsked(): void {
  const stop = (why: string): void => {
    if (asked) return;
    asked = true;
    view.say(`Stopping (${why}) …`);
    stopping.abort(new Error(why));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  watchParents((what) => stop(`${what} is gone`));
}

async function prepare(config: LaunchConfig, supervisor: Supervisor, endpoints: EndpointsFile): Promise<Launch> {
  const chosen = await choosePorts<PortName>(config.ports, ({ name, port, variable }, other) =>
    view.say(`Port ${port} is in use, the ${name} takes ${other} (${variable} sets it).`),
  );
  const port = (name: PortName): number => chosen[name].port;
  return {
    config,
    home: config.home,
    ports: {
      portal: port('portal'),
      gateway: port('gateway'),
      identity: port('identity'),
      worker: port('worker'),
      database: port('database'),
      apiServer: port('apiServer'),
      etcdClient: port('etcdClient'),
      etcdPeer: port('etcdPeer'),
      schedulerMetrics: port('schedulerMetrics'),
      volcanoWebhook: port('volcanoWebhook'),
      kwok: port('kwok'),
    },
    supervisor,
    endpoints,
    signal: stopping.signal,
    beforeStop,
    onStep: (step) => {
      // What fails because it is being stopped is no failure.
      if (stopping.signal.aborted) return;
      view.show(step);
      reporter.report(step);
    },
  };
}

async function startEverything(launch: Launch): Promise<void> {
  const { home, endpoints, signal } = launch;
  for (const step of Object.values(launcherSteps))
    reporter.report({ ...step, state: 'waiting', progress: null, detail: '' });
  endpoints.add({ logs: join(home, 'logs') });
  const built = build(launch);
  const identified = provideIdentity(launch);
  // Awaited below; until then a failure of one must not count as unhandled.
  void Promise.allSettled([built, identified]);
  const databaseUrl = await provideDatabase(launch);
  reporter.connect(databaseUrl);
  background(startWorker(launch, databaseUrl));
  background(startGateway(launch, databaseUrl));
  const [identity] = await Promise.all([identified, built]);
  await startWeb(launch, databaseUrl, identity);
  view.say(readyText(launch));
  // The portal is up; what follows may take minutes.
  background(seed(launch, databaseUrl));
  background(provideCluster(launch));

  // What the portal does without: it fails by itself, and is told.
  function background(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!signal.aborted) view.say(reason(error));
    });
  }
}

function readyText(launch: Launch): string {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  return `
The portal is ready after ${seconds} s:  ${publicUrl(launch)}
All addresses:  ${join(launch.home, 'endpoints.json')}
Logs:           ${join(launch.home, 'logs')}
Ctrl-C stops everything; npm start goes on with the same data.
`;
}

function stopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  stopping.signal.addEventListener('abort', () => resolve());
  if (stopping.signal.aborted) resolve();
  return promise;
}

async function stopEverything(supervisor: Supervisor, endpoints: EndpointsFile): Promise<void> {
  stopping.abort();
  endpoints.clear();
  await reporter.close();
  for (const work of beforeStop.toReversed()) {
    // Whatever this fails at, the rest is to be stopped all the same.
    await work().catch((error: unknown) => view.say(reason(error)));
  }
  await supervisor.stopAll();
  view.say('Everything is stopped.');
}
