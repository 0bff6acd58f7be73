import { join } from 'node:path';
import { projectFolder } from '../lib/project.ts';
import { keptSecret } from '../lib/secrets.ts';
import { waitForAnswer } from '../run.ts';
import { asStep, reason, skip } from '../steps.ts';
import { type Launch, localUrl, publicUrl } from './context.ts';
import { launcherSteps } from './steps.ts';

const startTimeoutMs = 30_000;

/** The portal's registration at an OIDC provider. */
export interface Identity {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** The identity provider to use: the one given, or the demo's. */
export async function provideIdentity(launch: Launch): Promise<Identity> {
  const { config, home, ports, supervisor, endpoints, onStep, signal } = launch;
  const { identity: given } = config.given;
  if (given) {
    await checkIssuer(launch, given.issuer);
    endpoints.add({ identity: given.issuer });
    return given;
  }
  const identity = {
    issuer: localUrl(ports.identity),
    clientId: 'mlplatform',
    clientSecret: keptSecret(home, 'oidc-client-secret'),
  };
  await asStep(onStep, launcherSteps.identity, start, () => `${identity.issuer}, with demo people`);
  endpoints.add({ identity: identity.issuer });
  return identity;

  async function start(): Promise<void> {
    const origins = new Set([publicUrl(launch), localUrl(ports.portal), `http://localhost:${ports.portal}`]);
    const child = await supervisor.start({
      name: 'identity',
      command: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', join(projectFolder, 'local', 'identity', 'server.ts')],
      cwd: projectFolder,
      env: {
        ISSUER: identity.issuer,
        PORT: String(ports.identity),
        CLIENT_ID: identity.clientId,
        CLIENT_SECRET: identity.clientSecret,
        PORTAL_ORIGINS: [...origins].join(','),
        KEYS_FILE: join(home, 'secrets', 'identity-keys.json'),
      },
      restart: true,
    });
    const url = `${identity.issuer}/.well-known/openid-configuration`;
    await waitForAnswer({ home, child, url, timeoutMs: startTimeoutMs, signal });
  }
}

// The portal is useful to those who are signed in already, so this is told and not fatal.
async function checkIssuer({ onStep, signal }: Launch, issuer: string): Promise<void> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const step = { ...launcherSteps.identity, progress: null };
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    skip(onStep, launcherSteps.identity, 'OIDC_ISSUER is set: people sign in there');
  } catch (error) {
    signal.throwIfAborted();
    onStep({
      ...step,
      state: 'failed',
      detail: `the provider of OIDC_ISSUER does not answer at ${url}: ${reason(error)}`,
    });
  }
}
