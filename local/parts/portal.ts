import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildPortal } from '../build.ts';
import { clusterLayout } from '../cluster/layout.ts';
import { loopback } from '../lib/ports.ts';
import { projectFolder } from '../lib/project.ts';
import { keptSecret } from '../lib/secrets.ts';
import type { Child } from '../lib/supervisor.ts';
import { runToEnd, waitForAnswer } from '../run.ts';
import { asStep, skip } from '../steps.ts';
import { type Launch, localUrl, publicUrl } from './context.ts';
import type { Identity } from './identity.ts';
import { launcherSteps } from './steps.ts';

const startTimeoutMs = 120_000;
const processFile = (name: string): string => join(projectFolder, 'server', 'processes', `${name}.ts`);

/** Builds the portal where its sources changed. */
export async function build({ home, supervisor, onStep }: Launch): Promise<void> {
  const work = (): Promise<boolean> => buildPortal({ home, project: projectFolder, supervisor });
  await asStep(onStep, launcherSteps.build, work, (built) => (built ? '' : 'unchanged since the last time'));
}

/** Starts the worker, which makes the schema and keeps everything going, and waits until it works. */
export async function startWorker(launch: Launch, databaseUrl: string): Promise<void> {
  const { home, ports, endpoints, onStep, signal } = launch;
  const address = localUrl(ports.worker);
  const env = { ...commonEnvironment(launch, databaseUrl), METRICS_PORT: String(ports.worker) };
  await asStep(onStep, launcherSteps.worker, async () => {
    const child = await startNode(launch, 'worker', env);
    await waitForAnswer({ home, child, url: `${address}/health`, timeoutMs: startTimeoutMs, signal });
  });
  endpoints.add({ worker: address });
}

/** Starts the inference gateway, where this version has one, and waits until it answers. */
export async function startGateway(launch: Launch, databaseUrl: string): Promise<void> {
  const { home, ports, endpoints, onStep, signal } = launch;
  if (!existsSync(processFile('gateway'))) return skip(onStep, launcherSteps.gateway, 'not part of this version');
  const url = localUrl(ports.gateway);
  const env = { ...commonEnvironment(launch, databaseUrl), PORT: String(ports.gateway) };
  const start = async (): Promise<void> => {
    const child = await startNode(launch, 'gateway', env);
    await waitForAnswer({ home, child, url: `${url}/v2/health/live`, timeoutMs: startTimeoutMs, signal });
  };
  await asStep(onStep, launcherSteps.gateway, start, () => url);
  endpoints.add({ gateway: url });
}

/** Starts the web server, and waits until it answers. */
export async function startWeb(launch: Launch, databaseUrl: string, identity: Identity): Promise<void> {
  const { config, home, ports, endpoints, onStep, signal } = launch;
  const url = localUrl(ports.portal);
  const env = {
    ...commonEnvironment(launch, databaseUrl),
    PORT: String(ports.portal),
    OIDC_ISSUER: identity.issuer,
    OIDC_CLIENT_ID: identity.clientId,
    OIDC_CLIENT_SECRET: identity.clientSecret,
    NEXTAUTH_SECRET: config.sessionSecret ?? keptSecret(home, 'session-secret'),
  };
  const start = async (): Promise<void> => {
    const child = await startNode(launch, 'web', env);
    await waitForAnswer({ home, child, url: `${url}/api/health`, timeoutMs: startTimeoutMs, signal });
  };
  await asStep(onStep, launcherSteps.portal, start, () => publicUrl(launch));
  endpoints.add({ portal: publicUrl(launch) });
}

/** Brings the demo organisation into a portal that has no teams yet. */
export async function seed(launch: Launch, databaseUrl: string): Promise<void> {
  const { home, supervisor, onStep } = launch;
  const spec = {
    name: 'seed',
    ...nodeCommand('seed', join(projectFolder, 'local', 'demo', 'organisation.yaml')),
    env: commonEnvironment(launch, databaseUrl),
  };
  await asStep(onStep, launcherSteps.demo, () => runToEnd(home, supervisor, spec));
}

async function startNode(launch: Launch, name: string, env: Record<string, string>): Promise<Child> {
  const child = await launch.supervisor.start({ name, ...nodeCommand(name), env, restart: true });
  // Kubernetes' API server waits for its clients, so they go first.
  launch.beforeStop.push(child.stop);
  return child;
}

function nodeCommand(name: string, ...more: string[]): { command: string; args: string[]; cwd: string } {
  const args = ['--disable-warning=ExperimentalWarning', processFile(name), ...more];
  return { command: process.execPath, args, cwd: projectFolder };
}

function commonEnvironment(launch: Launch, databaseUrl: string): Record<string, string> {
  const { config, home } = launch;
  const { cluster: given } = config.given;
  // The embedded cluster's file appears when it is up; inside a cluster there is none at all.
  const kubeconfig = given ? given.kubeconfig : clusterLayout(home).portalKubeconfig;
  return {
    NODE_ENV: 'production',
    HOST: loopback,
    PUBLIC_URL: publicUrl(launch),
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(home, 'storage'),
    ORGANISATION_TIME_ZONE: config.timeZone,
    ...(kubeconfig === undefined ? {} : { KUBECONFIG: kubeconfig }),
  };
}
