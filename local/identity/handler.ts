import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { messagePage, type Page, signInPage } from './pages.ts';
import { demoPeople, type Person, subjectOf } from './people.ts';

const maxFormBytes = 4_096;

/** Serves the sign-in pages, and leaves everything else to the provider. */
export function createHandler(provider: Provider, people: readonly Person[]): RequestListener {
  const oidc = provider.callback();
  const known = new Map(people.map((person) => [person.email, person]));
  const demo = new Set(demoPeople.map((person) => person.email));
  const others = people.filter((person) => !demo.has(person.email));

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') return send(response, 200, signInPage(`/interaction/${uid}`, demoPeople, others));
    const form = new URLSearchParams(await readBody(request));
    const person = known.get(form.get('login') ?? '');
    if (!person)
      return send(response, 400, messagePage('Nobody of that name', 'Go back and choose a person of the list.'));
    const login = { accountId: subjectOf(person.email) };
    await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  }

  return (request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    if (path === '/')
      return send(response, 200, messagePage('Identity provider', 'Sign in from the portal; it leads here.'));
    if (!path.startsWith('/interaction/')) return oidc(request, response);
    interact(request, response).catch((error: unknown) => answerError(response, error));
  };
}

function answerError(response: ServerResponse, error: unknown): void {
  if (error instanceof errors.SessionNotFound) {
    const text = 'It was open for too long, or is done already. Start again from the portal.';
    send(response, 400, messagePage('This sign-in is over', text));
    return;
  }
  console.error(error);
  if (response.headersSent) response.destroy();
  else send(response, 500, messagePage('Sign-in failed', 'The log of the identity provider says why.'));
}

function send(response: ServerResponse, status: number, { html, policy }: Page): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(html);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > maxFormBytes) throw new Error(`the form is larger than ${maxFormBytes} bytes`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}
