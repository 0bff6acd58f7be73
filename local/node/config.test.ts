import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cniConfig, containerdConfig } from './containerd-config.ts';
import { kubeletArgs, kubeletConfig } from './kubelet-config.ts';
import { nodeLayout } from './layout.ts';

const home = mkdtempSync(path.join(os.tmpdir(), `${'long-'.repeat(30)}home-`));
afterAll(() => rmSync(home, { recursive: true }));

const layout = nodeLayout(home);
const subnet = { cidr: '10.245.3.0/24', gateway: '10.245.3.1' };
const files = { kubeconfig: '/k', certificate: '/c', privateKey: '/p', authority: '/a' };
const machine = { cpus: 4, memoryBytes: 8 * 1024 ** 3 };

test('names stay within the limits of the kernel, however long the path of the home is', () => {
  expect(layout.socket.length).toBeLessThan(108);
  expect(`${layout.socket}.ttrpc`.length).toBeLessThan(108);
  expect(layout.bridge.length).toBeLessThanOrEqual(15);
});

test('two homes share nothing', () => {
  const other = nodeLayout(os.tmpdir());
  expect(other.run).not.toBe(layout.run);
  expect(other.bridge).not.toBe(layout.bridge);
});

test('containerd uses nothing of a containerd of the system', () => {
  const config = containerdConfig(layout, '/usr/lib/cni');
  const paths = [...config.matchAll(/^(?:root|state|address|path|conf_dir) = "(.*)"$/gm)].map(([, value]) => value);
  expect(paths).toHaveLength(5);
  for (const value of paths) expect(value?.startsWith(layout.dir) || value?.startsWith(layout.run)).toBe(true);
  expect(config).toContain('restrict_oom_score_adj = true');
});

test('pods get addresses of the subnet, and the machine keeps its own forwarding', () => {
  expect(JSON.parse(cniConfig(layout, subnet)).plugins[0]).toMatchObject({
    bridge: layout.bridge,
    isGateway: false,
    ipMasq: false,
    ipam: { ranges: [[{ subnet: '10.245.3.0/24', gateway: '10.245.3.1' }]] },
  });
});

test('the kubelet leaves the machine alone and half of it free', () => {
  expect(kubeletConfig(layout, subnet, files, machine)).toMatchObject({
    address: '10.245.3.1',
    authentication: { anonymous: { enabled: false } },
    protectKernelDefaults: true,
    makeIPTablesUtilChains: false,
    systemReserved: { cpu: '2000m', memory: '4096Mi' },
    registerWithTaints: [{ key: 'mlplatform.dev/pool', value: 'real-node', effect: 'NoSchedule' }],
  });
  expect(kubeletArgs(subnet, '/f', files)).toContain('--node-labels=mlplatform.dev/pool=real-node');
});
