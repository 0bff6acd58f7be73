import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findFreePort } from '../lib/ports.ts';
import { createHandler } from './handler.ts';
import { createKeys, parseKeys } from './keys.ts';
import { demoPeople, subjectOf } from './people.ts';
import { createProvider } from './provider.ts';

const portal = 'http://127.0.0.1:3000';
const redirect = `${portal}/api/auth/callback/oidc`;
const secret = 'a-secret-of-the-test';
let server: Server;
let issuer: string;

beforeAll(async () => {
  const port = await findFreePort();
  issuer = `http://127.0.0.1:${port}`;
  const config = {
    ISSUER: issuer,
    PORT: port,
    CLIENT_ID: 'portal',
    CLIENT_SECRET: secret,
    PORTAL_ORIGINS: [portal],
    KEYS_FILE: '',
  };
  const provider = createProvider(config, parseKeys(createKeys()), demoPeople);
  server = createServer(createHandler(provider, demoPeople)).listen(port, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** A browser's part of a sign-in: it keeps cookies and stops at redirects. */
class Browser {
  readonly cookies = new Map<string, string>();

  async open(url: string, form?: Record<string, string>): Promise<{ status: number; text: string; location: URL }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = form && new URLSearchParams(form);
    const answer = await fetch(url, { method: form ? 'POST' : 'GET', body, headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) this.cookies.set(name, value);
    }
    const location = new URL(answer.headers.get('location') ?? '/', url);
    return { status: answer.status, text: await answer.text(), location };
  }
}

function authorize(verifier: string, changes: Record<string, string> = {}): string {
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({
    client_id: 'portal',
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: redirect,
    state: 'x',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  });
  return `${issuer}/auth?${query}`;
}

async function signIn(browser: Browser, email: string): Promise<{ code: string; verifier: string }> {
  const verifier = randomBytes(32).toString('base64url');
  const { location: interaction } = await browser.open(authorize(verifier));
  const { location: resume } = await browser.open(interaction.href, { login: email });
  const { location: back } = await browser.open(resume.href);
  expect(back.origin + back.pathname).toBe(redirect);
  return { code: back.searchParams.get('code') ?? '', verifier };
}

async function redeem(code: string, verifier: string): Promise<Response> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirect,
  });
  const authorization = `Basic ${Buffer.from(`portal:${secret}`).toString('base64')}`;
  return fetch(`${issuer}/token`, { method: 'POST', body, headers: { authorization } });
}

const tokens = z.object({ access_token: z.string(), id_token: z.string() });

describe('the identity provider', () => {
  it('signs a demo person in and tells who it is, in the ID token and at /me', async () => {
    const { code, verifier } = await signIn(new Browser(), 'alice@example.com');
    const { access_token, id_token } = tokens.parse(await (await redeem(code, verifier)).json());
    const claims: unknown = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString());
    const alice = {
      sub: subjectOf('alice@example.com'),
      email: 'alice@example.com',
      email_verified: true,
      name: 'Alice Nguyen',
    };
    expect(claims).toMatchObject(alice);
    const me = await fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${access_token}` } });
    expect(await me.json()).toEqual(alice);
  });

  it('asks again at the next sign-in, so that one can be someone else', async () => {
    const browser = new Browser();
    await signIn(browser, 'alice@example.com');
    const { location } = await browser.open(authorize('v'.repeat(43)));
    expect(location.pathname).toMatch(/^\/interaction\//);
    const { text } = await browser.open(location.href);
    for (const { email } of demoPeople) expect(text).toContain(`name="login" value="${email}"`);
  });

  it('refuses a code without its PKCE verifier', async () => {
    const { code } = await signIn(new Browser(), 'bob@example.com');
    expect((await redeem(code, 'w'.repeat(43))).status).toBe(400);
  });

  it('refuses a request without PKCE', async () => {
    const { location } = await new Browser().open(
      authorize('v'.repeat(43), { code_challenge: '', code_challenge_method: '' }),
    );
    expect(location.searchParams.get('error')).toBe('invalid_request');
  });

  it.each(['http://evil.example/api/auth/callback/oidc', `${portal}/elsewhere`])(
    'does not send people to %s',
    async (uri) => {
      const answer = await new Browser().open(authorize('v'.repeat(43), { redirect_uri: uri }));
      expect(answer.status).toBe(400);
    },
  );

  it('refuses somebody who is not in the list', async () => {
    const browser = new Browser();
    const { location } = await browser.open(authorize('v'.repeat(43)));
    expect((await browser.open(location.href, { login: 'mallory@example.com' })).status).toBe(400);
  });

  it('says so when a sign-in page is used twice or too late', async () => {
    const answer = await new Browser().open(`${issuer}/interaction/unknown`);
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('This sign-in is over') });
  });

  it('signs out and sends people back to the portal', async () => {
    const browser = new Browser();
    const { code, verifier } = await signIn(browser, 'carol@example.com');
    const { id_token } = tokens.parse(await (await redeem(code, verifier)).json());
    const query = new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri: `${portal}/` });
    const { text } = await browser.open(`${issuer}/session/end?${query}`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const { location } = await browser.open(`${issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    expect(location.href).toBe(`${portal}/`);
  });
});
