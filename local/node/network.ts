import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const routes = z.array(z.object({ dst: z.string() }));

/** One /24 for the pods of the real node. */
export interface Subnet {
  cidr: string;
  /** The machine's own address in it, at which the kubelet listens. */
  gateway: string;
}

const wished = [...thirdBytes('10.245', 0, 255), ...thirdBytes('172.29', 0, 255), ...thirdBytes('192.168', 200, 254)];

/**
 * The first private /24 that overlaps nothing.
 * @param taken destinations of the machine's routes: addresses or CIDRs; `default` is ignored
 * @throws Error when all are taken
 */
export function chooseSubnet(taken: readonly string[]): Subnet {
  const ranges = taken.filter((entry) => entry !== 'default').map(range);
  const free = wished.find((prefix) => {
    const own = range(`${prefix}.0/24`);
    return !ranges.some((other) => own.first <= other.last && other.first <= own.last);
  });
  if (free === undefined) throw new Error('no private network is free for the pods of the real node');
  return { cidr: `${free}.0/24`, gateway: `${free}.1` };
}

/** Destinations of all IPv4 routes of this machine. */
export async function routedNetworks(): Promise<string[]> {
  const { stdout } = await run('ip', ['-4', '-json', 'route', 'show', 'table', 'all']);
  return routes.parse(JSON.parse(stdout)).map(({ dst }) => dst);
}

/**
 * Makes the bridge before the first pod does, because the kubelet needs an address that is not the
 * loopback's when it starts.
 */
export async function makeBridge(name: string, { gateway }: Subnet): Promise<void> {
  await run('ip', ['link', 'add', name, 'type', 'bridge']);
  await run('ip', ['address', 'add', `${gateway}/24`, 'dev', name]);
  await run('ip', ['link', 'set', name, 'up']);
}

function thirdBytes(prefix: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${prefix}.${from + index}`);
}

function range(cidr: string): { first: number; last: number } {
  const [address = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const number = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1 };
}
