import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { apply, forEachInParallel } from '../api/apply.ts';
import { sendOrThrow } from '../api/client.ts';
import { parseObjects } from '../api/objects.ts';
import { waitUntil } from '../api/wait.ts';
import { writeKubeconfig } from '../kubeconfig.ts';
import { writePrivate } from '../pki/files.ts';
import { type ClusterContext, flags } from './context.ts';
import { priorityClasses } from './priority-classes.ts';
import { schedulerConfig } from './scheduler-config.ts';
import { startWebhooks } from './volcano-webhooks.ts';

const servedTimeoutMs = 60_000;
const crdPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Applies Volcano's CRDs and waits until the API server serves them all. */
export async function applyVolcanoCrds({ binaries, client, signal }: ClusterContext): Promise<void> {
  const files = (await readdir(binaries.crds)).sort();
  const crds = await Promise.all(
    files.map(async (file) => parseObjects(await readFile(path.join(binaries.crds, file), 'utf8'))),
  );
  const objects = crds.flat();
  await forEachInParallel(objects, (crd) => apply(client, crd));
  for (const { metadata } of objects) {
    await waitUntil(
      `${metadata.name} is not served`,
      async () => {
        const crd = await sendOrThrow(client, 'GET', `${crdPath}/${metadata.name}`);
        return /"type":"Established","status":"True"/.test(crd) ? null : 'not established';
      },
      { timeoutMs: servedTimeoutMs, signal },
    );
  }
}

/** Starts admission, scheduler and controllers of Volcano, in that order. */
export async function startVolcano(context: ClusterContext): Promise<void> {
  const { layout, binaries, ports, pki, server, client, start } = context;
  const kubeconfig = path.join(layout.config, 'volcano.kubeconfig');
  await writeKubeconfig(kubeconfig, server, pki.authority.cluster.certificate, pki.leaf.volcano);
  const configuration = path.join(layout.config, 'volcano-scheduler.yaml');
  await writePrivate(configuration, schedulerConfig);
  for (const priorityClass of priorityClasses) await apply(client, priorityClass);
  // The scheduler makes the root queue at once, and admission has a say in that.
  await startWebhooks(context, kubeconfig);
  await start({
    name: 'vc-scheduler',
    command: binaries.vcScheduler,
    restart: true,
    args: flags({
      kubeconfig,
      'scheduler-conf': configuration,
      'leader-elect': false,
      'listen-address': `127.0.0.1:${ports.schedulerMetrics}`,
      'enable-metrics': true,
      'cache-dumper': false,
    }),
  });
  await start({
    name: 'vc-controller-manager',
    command: binaries.vcControllerManager,
    restart: true,
    args: flags({ kubeconfig, 'leader-elect': false, 'enable-healthz': false }),
  });
}
