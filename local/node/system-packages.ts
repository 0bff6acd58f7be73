import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { findCommand } from '../lib/commands.ts';

interface SystemPackage {
  name: string;
  /** Any one of these files or commands shows that what the package brings is there. */
  shownBy: readonly string[];
  purpose: string;
}

/** Debian packages that the tests need in full, and `npm start` only for the real node. */
export const systemPackages: readonly SystemPackage[] = [
  { name: 'containerd', shownBy: ['containerd'], purpose: 'runs the containers of the real node' },
  { name: 'runc', shownBy: ['runc'], purpose: 'starts one container' },
  {
    name: 'containernetworking-plugins',
    shownBy: ['/usr/lib/cni/bridge', '/opt/cni/bin/bridge', '/usr/libexec/cni/bridge'],
    purpose: 'connects pods',
  },
  { name: 'iproute2', shownBy: ['ip'], purpose: 'makes the bridge of the pods' },
  { name: 'python3-venv', shownBy: ['python3'], purpose: 'the interpreter in the training image' },
  {
    name: 'chromium',
    shownBy: ['chromium', 'chromium-browser', 'google-chrome'],
    purpose: 'runs the end-to-end tests',
  },
];

/** Names of the packages whose programs this machine lacks, however they might be installed. */
export function missingSystemPackages(has: (shownBy: string) => boolean = isThere): string[] {
  return systemPackages.filter(({ shownBy }) => !shownBy.some(has)).map(({ name }) => name);
}

/** Whether packages can be installed here: root on a system with apt. */
export function canInstallSystemPackages(): boolean {
  return process.platform === 'linux' && process.geteuid?.() === 0 && findCommand('apt-get') !== null;
}

/**
 * Installs what is missing with apt-get, and nothing when nothing is. For the tests only: a start
 * of the platform never changes the system. The system's own containerd service, which Debian's
 * package starts under systemd, does not conflict: the real node shares no folder or socket with it.
 * Where they cannot be installed it warns: all but the real node works without.
 * @returns names of the installed packages
 * @throws Error when apt-get fails
 */
export async function installSystemPackages(signal?: AbortSignal): Promise<string[]> {
  const missing = missingSystemPackages();
  if (missing.length === 0) return [];
  if (!canInstallSystemPackages()) {
    console.warn(`Missing: ${missing.join(', ')}; only root on Debian can install them here`);
    return [];
  }
  await aptGet(['update', '-q'], signal);
  await aptGet(['install', '-q', '-y', '--no-install-recommends', ...missing], signal);
  return missing;
}

async function aptGet(args: string[], signal?: AbortSignal): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Waits for another apt-get instead of failing at its lock.
  const child = spawn('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { env, signal, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`apt-get ${args[0]} failed with code ${code}`);
}

function isThere(shownBy: string): boolean {
  return shownBy.startsWith('/') ? existsSync(shownBy) : findCommand(shownBy) !== null;
}
