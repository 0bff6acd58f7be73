import { createServer } from 'node:net';
import { hasCode } from './processes.ts';

/** Host every embedded part listens on. */
export const loopback = '127.0.0.1';

/** One port to decide on. */
export interface PortWish {
  /** How people know it, such as "portal". */
  name: string;
  port: number;
  /** The variable that sets it. */
  variable: string;
  /** Set by a person: then no other port will do. */
  fixed: boolean;
}

/** A port somebody asked for is in use. */
export class PortTakenError extends Error {
  constructor(taken: readonly PortWish[]) {
    const lines = taken.map(({ name, port, variable }) => `  ${name}: ${variable}=${port} is already in use`);
    super(`These ports are not free on ${loopback}:\n${lines.join('\n')}`);
    this.name = 'PortTakenError';
  }
}

/** Whether nothing listens on the port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  return (await tryListen(port)) !== null;
}

/** A port of 127.0.0.1 that nothing listens on, chosen by the system. */
export async function findFreePort(): Promise<number> {
  const port = await tryListen(0);
  if (port === null) throw new Error(`no port is free on ${loopback}`);
  return port;
}

/**
 * Decides on ports: the wished one where it is free, else the next free one.
 * @param onMoved hears of every port that is another than wished
 * @returns the wishes with the ports to use
 * @throws PortTakenError naming all ports at once that a person set and that are taken
 */
export async function choosePorts<Name extends string>(
  wishes: Readonly<Record<Name, PortWish>>,
  onMoved: (wish: PortWish, port: number) => void,
): Promise<Record<Name, PortWish>> {
  const chosen: Record<Name, PortWish> = { ...wishes };
  const reserved = new Set<number>();
  const taken: PortWish[] = [];
  for (const name in wishes) {
    const wish = wishes[name];
    if (!wish.fixed) continue;
    if (reserved.has(wish.port) || !(await isFree(wish.port))) taken.push(wish);
    reserved.add(wish.port);
  }
  if (taken.length > 0) throw new PortTakenError(taken);
  for (const name in wishes) {
    const wish = wishes[name];
    if (wish.fixed) continue;
    const port = await nextFree(wish.port, reserved);
    reserved.add(port);
    chosen[name] = { ...wish, port };
    if (port !== wish.port) onMoved(wish, port);
  }
  return chosen;
}

async function nextFree(from: number, reserved: ReadonlySet<number>): Promise<number> {
  for (let port = from; port <= 65_535; port++) if (!reserved.has(port) && (await isFree(port))) return port;
  throw new Error(`no port from ${from} up is free on ${loopback}`);
}

function tryListen(port: number): Promise<number | null> {
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  const server = createServer();
  server.once('error', (error) => {
    if (hasCode(error, 'EADDRINUSE') || hasCode(error, 'EACCES')) resolve(null);
    else reject(error);
  });
  server.listen({ port, host: loopback, exclusive: true }, () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
  });
  return promise;
}
