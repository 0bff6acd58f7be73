import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeKubeconfig } from '../cluster/kubeconfig.ts';
import { issueKubeletCredentials } from '../cluster/pki.ts';
import type { Cluster } from '../cluster/start.ts';
import { hasCode } from '../lib/processes.ts';
import { cniConfig, containerdConfig } from './containerd-config.ts';
import { type KubeletFiles, kubeletArgs, kubeletConfig } from './kubelet-config.ts';
import { type NodeLayout, realNodeName } from './layout.ts';
import type { Subnet } from './network.ts';

/** Writes the files of containerd and CNI; returns the path of containerd's configuration. */
export async function writeContainerdFiles(layout: NodeLayout, subnet: Subnet, cniPlugins: string): Promise<string> {
  for (const folder of [layout.dir, layout.config, layout.cniConfig, layout.run])
    await mkdir(folder, { recursive: true, mode: 0o700 });
  // No pod of an earlier run has a network any more, so none holds an address.
  await rm(layout.addresses, { recursive: true, force: true });
  await writeFile(path.join(layout.cniConfig, '10-mlplatform.conflist'), cniConfig(layout, subnet));
  const file = path.join(layout.config, 'containerd.toml');
  await writeFile(file, containerdConfig(layout, cniPlugins));
  return file;
}

/** Writes the kubelet's files and makes its cgroup; returns its command line. */
export async function writeKubeletFiles(
  layout: NodeLayout,
  subnet: Subnet,
  cluster: Pick<Cluster, 'apiServer' | 'pkiDir'>,
): Promise<string[]> {
  const credentials = await issueKubeletCredentials(cluster.pkiDir, realNodeName, [subnet.gateway]);
  const kubeconfig = path.join(layout.config, 'kubelet.kubeconfig');
  await writeKubeconfig(kubeconfig, cluster.apiServer, credentials.authority, credentials);
  const files: KubeletFiles = { kubeconfig, ...credentials };
  const machine = { cpus: os.availableParallelism(), memoryBytes: os.totalmem() };
  const file = path.join(layout.config, 'kubelet.json');
  await writeFile(file, JSON.stringify(kubeletConfig(layout, subnet, files, machine), null, 2));
  await makeCgroup(layout.cgroup);
  return kubeletArgs(subnet, file, files);
}

/** The kubelet wants its cgroup to be there: in the one tree of v2, in every tree of v1. */
async function makeCgroup(name: string): Promise<void> {
  const root = '/sys/fs/cgroup';
  const entries = await readdir(root);
  const trees = entries.includes('cgroup.controllers') ? ['.'] : entries.filter((entry) => entry !== 'unified');
  for (const tree of trees) {
    try {
      await mkdir(path.join(root, tree, name));
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}
