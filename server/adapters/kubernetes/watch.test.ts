import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KubernetesRefused, KubernetesUnavailable } from './port.ts';
import { createKubernetes } from './real.ts';
import type { Node } from './types.ts';

const log = { debug: () => {}, info: () => {}, warn: vi.fn(), error: vi.fn() };
let folder: string;
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let kubernetes: ReturnType<typeof createKubernetes>;
let ends: AbortController;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mlplatform-watch-'));
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends = new AbortController();
  kubernetes = createKubernetes({ kubeconfigPath: join(folder, 'kubeconfig'), log });
});
afterEach(async () => {
  ends.abort();
  kubernetes.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function configure(): Promise<void> {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const config = {
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: { token: 'portal-token' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  await writeFile(join(folder, 'kubeconfig'), JSON.stringify(config));
}

const node = (name: string, version = '5') => ({ metadata: { name, resourceVersion: version } });
const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const list = (...names: string[]) => ({ metadata: { resourceVersion: '5' }, items: names.map((name) => node(name)) });
const line = (type: string, object: unknown) => `${JSON.stringify({ type, object })}\n`;

/** Watches nodes; what the handlers were told, in order. */
function watchNodes(onChange: (node: Node) => void = () => undefined): string[] {
  const told: string[] = [];
  kubernetes.watch(
    'node',
    {
      listed: (nodes) => told.push(`list ${nodes.map(({ metadata }) => metadata.name).join(',')}`),
      changed: (changed) => {
        told.push(`changed ${changed.metadata.name}`);
        onChange(changed);
      },
      deleted: ({ metadata }) => told.push(`deleted ${metadata.name}`),
    },
    ends.signal,
  );
  return told;
}

const told = (what: string[], expected: string[]) =>
  vi.waitFor(() => expect(what).toEqual(expected), { timeout: 10_000, interval: 20 });

test('a cluster that is described later is watched from then on', async () => {
  answer = (request, response) => {
    if (request.url?.includes('watch=true')) response.writeHead(200).write(line('ADDED', node('b', '6')));
    else json(response, 200, list('a'));
  };
  expect(kubernetes.status().state).toBe('not_configured');
  await expect(kubernetes.getQueue('q')).rejects.toBeInstanceOf(KubernetesUnavailable);
  const what = watchNodes();
  expect(kubernetes.watchAges().node).toBeNull();
  await configure();
  await told(what, ['list a', 'changed b']);
  expect(kubernetes.status().state).toBe('connected');
  expect(kubernetes.watchAges().node).toBeLessThan(10);
});

test('a list comes in pages; a watch that ends goes on where it was', async () => {
  const from: (string | null)[] = [];
  answer = (request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    if (query.get('watch') !== 'true') {
      const page =
        query.get('continue') === null
          ? { ...list('a'), metadata: { resourceVersion: '5', continue: 'more' } }
          : list('b');
      json(response, 200, page);
      return;
    }
    from.push(query.get('resourceVersion'));
    response.writeHead(200);
    if (from.length === 1) response.end(line('MODIFIED', node('a', '7')) + line('BOOKMARK', node('', '9')));
    else if (from.length === 2) response.write(line('DELETED', node('b', '10')));
  };
  await configure();
  const what = watchNodes();
  await told(what, ['list a,b', 'changed a', 'deleted b']);
  expect(from).toEqual(['5', '9']);
});

test.each([
  [
    'a dropped connection',
    (response: ServerResponse) =>
      response.writeHead(200).write(line('ADDED', node('b', '6')), () => response.destroy()),
    ['changed b'],
  ],
  [
    'a version that is gone',
    (response: ServerResponse) => response.writeHead(200).end(line('ERROR', { code: 410 })),
    [],
  ],
  [
    '410 as the answer',
    (response: ServerResponse) => json(response, 410, { reason: 'Expired', message: 'too old' }),
    [],
  ],
  ['an error of the server', (response: ServerResponse) => json(response, 500, { message: 'etcd is away' }), []],
  ['rubbish', (response: ServerResponse) => response.writeHead(200).end('not JSON\n'), []],
])('after %s everything is listed again', async (_, fail, between) => {
  let watches = 0;
  answer = (request, response) => {
    if (!request.url?.includes('watch=true')) json(response, 200, list('a'));
    else if (++watches === 1) fail(response);
    else response.writeHead(200).write(line('ADDED', node('c', '7')));
  };
  await configure();
  await told(watchNodes(), ['list a', ...between, 'list a', 'changed c']);
});

test('a handler that throws is logged and answered by a list', async () => {
  let watches = 0;
  answer = (request, response) => {
    if (!request.url?.includes('watch=true')) json(response, 200, list('a'));
    else {
      watches += 1;
      response.writeHead(200).write(line('ADDED', node(`n${watches}`, '6')));
    }
  };
  await configure();
  const what = watchNodes(({ metadata }) => {
    if (metadata.name === 'n1') throw new Error('a bug');
  });
  await told(what, ['list a', 'changed n1', 'list a', 'changed n2']);
  expect(log.warn).toHaveBeenCalledWith(expect.objectContaining({ problem: 'a bug' }), expect.any(String));
});

test('an object that cannot be read is left out, the others are not', async () => {
  answer = (request, response) => {
    if (request.url?.includes('watch=true')) response.writeHead(200).write(line('ADDED', node('b', '6')));
    else json(response, 200, { ...list('a'), items: [node('a'), { metadata: { name: 7 } }] });
  };
  await configure();
  await told(watchNodes(), ['list a', 'changed b']);
  expect(log.error).toHaveBeenCalled();
});

test('writes carry the person, and the portal its own credentials', async () => {
  let headers: IncomingMessage['headers'] = {};
  answer = (request, response) => {
    if (request.method === 'POST') headers = request.headers;
    json(response, 201, {});
  };
  await configure();
  await vi.waitFor(() => expect(kubernetes.status().state).not.toBe('not_configured'), { timeout: 5_000 });
  await kubernetes.stopJob({ user: 'anna@example.com', groups: ['g1', 'g2'] }, { namespace: 'n', name: 'j', uid: 'u' });
  expect(headers).toMatchObject({ authorization: 'Bearer portal-token', 'impersonate-user': 'anna@example.com' });
  expect(headers['impersonate-group']).toBe('g1, g2');
});

test.each([
  [403, KubernetesRefused],
  [422, KubernetesRefused],
  [401, KubernetesUnavailable],
  [408, KubernetesUnavailable],
  [429, KubernetesUnavailable],
  [500, KubernetesUnavailable],
  [503, KubernetesUnavailable],
])('status %i', async (status, kind) => {
  answer = (_, response) => json(response, status, { reason: 'Some', message: 'words' });
  await configure();
  await vi.waitFor(() => expect(kubernetes.status().state).not.toBe('not_configured'), { timeout: 5_000 });
  const asked = kubernetes.getQueue('q');
  await expect(asked).rejects.toBeInstanceOf(kind);
  await expect(asked).rejects.toThrow('words');
});

test('a server that is away is unavailable, and the status says since when', async () => {
  answer = (_, response) => response.destroy();
  await configure();
  await vi.waitFor(() => expect(kubernetes.status().state).not.toBe('not_configured'), { timeout: 5_000 });
  await expect(kubernetes.getQueue('q')).rejects.toBeInstanceOf(KubernetesUnavailable);
  expect(kubernetes.status()).toMatchObject({
    state: 'unreachable',
    detail: expect.stringContaining('does not answer'),
  });
});
