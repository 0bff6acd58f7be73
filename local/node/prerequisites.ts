import { existsSync } from 'node:fs';
import path from 'node:path';
import { findCommand } from '../lib/commands.ts';
import { findPython, type Python } from './image/python.ts';

const programs = [
  'containerd',
  'containerd-shim-runc-v2',
  'ctr',
  'runc',
  'ip',
  'unshare',
  'nsenter',
  'ldd',
  'go',
] as const;
const plugins = ['bridge', 'host-local', 'loopback'] as const;
/** Where Debian, most other installations, and Fedora put CNI plug-ins. */
const pluginFolders = ['/usr/lib/cni', '/opt/cni/bin', '/usr/libexec/cni'];

export interface Prerequisites {
  python: Python;
  /** Folder of the CNI plug-ins. */
  cniPlugins: string;
}

/** What the decision is made on. */
export interface MachineFacts {
  platform: string;
  /** Effective user id. */
  userId: number;
  missingPrograms: readonly string[];
  cniPlugins: string | null;
  python: Python | null;
}

/** Looks at this machine. */
export async function machineFacts(): Promise<MachineFacts> {
  const complete = (folder: string) => plugins.every((name) => existsSync(path.join(folder, name)));
  return {
    platform: process.platform,
    userId: process.geteuid?.() ?? -1,
    missingPrograms: programs.filter((name) => findCommand(name) === null),
    cniPlugins: pluginFolders.find(complete) ?? null,
    python: await findPython(),
  };
}

/** What the real node needs, or the reason why there is none, with what to do about it. */
export function checkPrerequisites(facts: MachineFacts): Prerequisites | { missing: string } {
  if (facts.platform !== 'linux') return { missing: 'Real containers need Linux; jobs run on simulated nodes only.' };
  if (facts.userId !== 0) return { missing: 'Real containers need root; jobs run on simulated nodes only.' };
  const lacking = [
    ...facts.missingPrograms,
    ...(facts.cniPlugins === null ? ['CNI plug-ins'] : []),
    ...(facts.python === null ? ['python3 3.10 or newer'] : []),
  ];
  const { python, cniPlugins } = facts;
  if (lacking.length > 0 || python === null || cniPlugins === null)
    return {
      missing: `Missing: ${lacking.join(', ')}. On Debian: apt-get install containerd runc containernetworking-plugins iproute2 python3-venv`,
    };
  return { python, cniPlugins };
}
