import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createApiClient } from '../cluster/api/client.ts';
import { pkiFiles } from '../cluster/pki.ts';
import type { Cluster } from '../cluster/start.ts';
import { type OnStep, type StepReporter, stepReporter } from '../cluster/steps.ts';
import type { Child, Supervisor } from '../lib/supervisor.ts';
import { containerdClient } from './containerd.ts';
import { buildImages } from './image/build.ts';
import { type NodeLayout, nodeLayout } from './layout.ts';
import { removeLeftovers } from './leftovers.ts';
import { chooseSubnet, makeBridge, routedNetworks } from './network.ts';
import { checkPrerequisites, machineFacts, type Prerequisites } from './prerequisites.ts';
import { openPrivateSpace } from './private-space.ts';
import { nodeReady } from './ready.ts';
import { writeContainerdFiles, writeKubeletFiles } from './write-config.ts';

const run = promisify(execFile);
/** Long enough for a training to save a checkpoint. */
const terminationMs = 5_000;

export interface RealNodeOptions {
  /** The launcher's data folder; the node keeps to `<home>/node` and to the logs there. */
  home: string;
  /** Per-user cache folder for the images. */
  cacheDir: string;
  cluster: Pick<Cluster, 'apiServer' | 'certificateAuthority' | 'pkiDir' | 'kubelet'>;
  supervisor: Pick<Supervisor, 'start' | 'addCleanup'>;
  onStep?: OnStep;
  signal?: AbortSignal;
}

export interface RealNode {
  /** Lets running jobs save and end (5 s), then stops the node and leaves nothing behind. */
  stop(): Promise<void>;
}

interface NodeContext extends RealNodeOptions, Prerequisites {
  layout: NodeLayout;
  step: StepReporter;
  children: Child[];
}

/**
 * Starts one node that really runs containers, beside the simulated ones, and resolves when jobs
 * can run on it. Step: `node`.
 * @returns the reason where there can be none: the rest of the platform does without
 * @throws the signal's reason when it is aborted, after stopping what was started
 */
export async function startRealNode(options: RealNodeOptions): Promise<RealNode | { skipped: string }> {
  const { home, onStep = () => undefined, signal } = options;
  const step = stepReporter(onStep, 'node', 'Real node');
  step.running();
  const found = checkPrerequisites(await machineFacts());
  if ('missing' in found) {
    step.skipped(found.missing);
    return { skipped: found.missing };
  }
  const context: NodeContext = { ...options, ...found, layout: nodeLayout(home), step, children: [] };
  try {
    const node = await start(context);
    step.done('jobs of the pool real-node run in containers');
    return node;
  } catch (error) {
    await stopAll(context);
    signal?.throwIfAborted();
    // Simulated nodes are enough for everything but really running jobs.
    const reason = error instanceof Error ? error.message : String(error);
    step.failed(reason);
    return { skipped: reason };
  }
}

async function start(context: NodeContext): Promise<RealNode> {
  const { layout, supervisor, cluster, step, signal, children } = context;
  const images = await buildImages(context.cacheDir, context.python, (work) => step.running(null, work), signal);
  await clean(layout);
  await supervisor.addCleanup({ kind: 'run', ...removeLeftovers(layout) });
  step.running(null, 'starting containerd');
  const subnet = chooseSubnet(await routedNetworks());
  const containerdFile = await writeContainerdFiles(layout, subnet, context.cniPlugins);
  await makeBridge(layout.bridge, subnet);
  const space = await openPrivateSpace(layout, supervisor, signal);
  children.push(space.child);
  const startInside = async (name: string, command: string, args: string[]) => {
    signal?.throwIfAborted();
    children.push(await supervisor.start(space.inside({ name, command, args, restart: true })));
  };

  await startInside('containerd', 'containerd', ['--config', containerdFile, '--log-level', 'warn']);
  const containerd = containerdClient(layout);
  await containerd.ready(signal);
  step.running(null, 'importing images');
  await containerd.importImages(images);

  step.running(null, 'starting the kubelet');
  const since = new Date();
  await startInside('kubelet', cluster.kubelet, await writeKubeletFiles(layout, subnet, cluster));
  const admin = pkiFiles(cluster.pkiDir).leaf.admin;
  const client = await createApiClient(cluster.apiServer, cluster.certificateAuthority, admin, signal);
  try {
    await nodeReady(client, since, signal);
  } finally {
    client.close();
  }
  return {
    async stop() {
      // Without its kubelet nobody starts a container again that ends now.
      await children.pop()?.stop();
      // A containerd that is gone has nothing to say; the rest of the stop ends its containers.
      await containerd.terminateAll(terminationMs).catch((error: unknown) => process.emitWarning(String(error)));
      await stopAll(context);
    },
  };
}

async function stopAll({ children, layout }: NodeContext): Promise<void> {
  while (children.length > 0) await children.pop()?.stop();
  await clean(layout);
}

async function clean(layout: NodeLayout): Promise<void> {
  const { command, args } = removeLeftovers(layout);
  await run(command, args);
}
