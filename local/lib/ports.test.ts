import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { choosePorts, findFreePort, isFree, loopback, type PortWish } from './ports.ts';

const servers: Server[] = [];

async function occupy(): Promise<number> {
  const port = await findFreePort();
  const server = createServer().listen(port, loopback);
  servers.push(server);
  await once(server, 'listening');
  return port;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const wish = (name: string, port: number, fixed = false): PortWish => ({
  name,
  port,
  fixed,
  variable: `${name.toUpperCase()}_PORT`,
});

describe('ports', () => {
  it('knows a free port from a taken one', async () => {
    expect(await isFree(await findFreePort())).toBe(true);
    expect(await isFree(await occupy())).toBe(false);
  });

  it('takes the wished port where it is free', async () => {
    const port = await findFreePort();
    const moved: number[] = [];
    const chosen = await choosePorts({ portal: wish('portal', port) }, (_wish, other) => moved.push(other));
    expect(chosen.portal.port).toBe(port);
    expect(moved).toEqual([]);
  });

  it('takes a later one where it is not, and says so', async () => {
    const taken = await occupy();
    const moved: [string, number][] = [];
    const chosen = await choosePorts({ portal: wish('portal', taken) }, ({ name }, other) => moved.push([name, other]));
    expect(chosen.portal.port).toBeGreaterThan(taken);
    expect(moved).toEqual([['portal', chosen.portal.port]]);
  });

  it('gives no port to two parts, and keeps the ones people set', async () => {
    const port = await findFreePort();
    const chosen = await choosePorts(
      { portal: wish('portal', port), gateway: wish('gateway', port), worker: wish('worker', port, true) },
      () => undefined,
    );
    expect(chosen.worker.port).toBe(port);
    expect(new Set(Object.values(chosen).map((entry) => entry.port)).size).toBe(3);
  });

  it('names every port at once that people set and that is taken', async () => {
    const [first, second] = [await occupy(), await occupy()];
    const wishes = { portal: wish('portal', first, true), gateway: wish('gateway', second, true) };
    const message = `portal: PORTAL_PORT=${first} is already in use\n  gateway: GATEWAY_PORT=${second} is already in use`;
    await expect(choosePorts(wishes, () => undefined)).rejects.toThrow(message);
  });
});
