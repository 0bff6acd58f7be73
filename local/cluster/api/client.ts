import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import type { CredentialFiles } from '../pki/files.ts';

const timeoutMs = 30_000;

export interface ApiAnswer {
  status: number;
  body: string;
}

/** A small client of the API server, for what the start itself has to read and write. */
export interface ApiClient {
  /**
   * @param path from the root, such as `/api/v1/nodes`
   * @returns any answer, whatever its status; rejects when there is none
   */
  send(method: string, path: string, body?: { type: string; content: string }): Promise<ApiAnswer>;
  close(): void;
}

/** @param server the API server's URL */
export async function createApiClient(
  server: string,
  authority: string,
  user: CredentialFiles,
  signal?: AbortSignal,
): Promise<ApiClient> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 16,
    ca: await readFile(authority),
    cert: await readFile(user.certificate),
    key: await readFile(user.privateKey),
  });
  return {
    send: (method, path, body) =>
      new Promise((resolve, reject) => {
        const headers = body ? { 'content-type': body.type, 'content-length': Buffer.byteLength(body.content) } : {};
        const options = { agent, method, headers, signal, timeout: timeoutMs };
        const outgoing = request(new URL(path, server), options, (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
          });
        });
        outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer`)));
        outgoing.on('error', reject);
        outgoing.end(body?.content);
      }),
    close: () => agent.destroy(),
  };
}

/** Sends and returns the answer's body; throws with the server's words for a status over 299. */
export async function sendOrThrow(
  client: ApiClient,
  method: string,
  path: string,
  body?: { type: string; content: string },
): Promise<string> {
  const answer = await client.send(method, path, body);
  if (answer.status < 300) return answer.body;
  throw new Error(`${method} ${path}: ${answer.status} ${answer.body.slice(0, 500)}`);
}
