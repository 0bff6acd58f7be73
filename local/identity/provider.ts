import { type Account, type Grant, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { IdentityConfig } from './config.ts';
import type { Keys } from './keys.ts';
import { messagePage, type Page, signOutPage } from './pages.ts';
import { type Person, subjectOf } from './people.ts';

const callbackPath = '/api/auth/callback/';
const minute = 60;
const hour = 60 * minute;

/**
 * An OpenID Connect provider for the demo: authorization code with PKCE, one client, consent given
 * by being there. Sessions live in memory, and every sign-in asks who one wants to be.
 * @param people who may sign in
 */
export function createProvider(config: IdentityConfig, keys: Keys, people: readonly Person[]): Provider {
  const accounts = new Map(people.map((person) => [subjectOf(person.email), toAccount(person)]));
  const provider = new Provider(config.ISSUER, {
    clients: [
      {
        client_id: config.CLIENT_ID,
        client_secret: config.CLIENT_SECRET,
        client_name: 'mlplatform',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: config.PORTAL_ORIGINS.map((origin) => `${origin}${callbackPath}oidc`),
        post_logout_redirect_uris: config.PORTAL_ORIGINS.map((origin) => `${origin}/`),
      },
    ],
    jwks: keys.jwks,
    cookies: { keys: keys.cookieKeys },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Claims also in the ID token, so that a client need not ask /me for them.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    findAccount: (_context, subject) => accounts.get(subject),
    loadExistingGrant: grantEverythingAsked,
    interactions: { policy: alwaysAsk(), url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: hour,
      AuthorizationCode: minute,
      IdToken: hour,
      Interaction: hour,
      Grant: 12 * hour,
      Session: 12 * hour,
    },
    renderError: (context, { error, error_description }) =>
      show(context, messagePage('Sign-in failed', `${error_description ?? error}. Start again from the portal.`)),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: sendSignOutPage },
    },
  });
  allowPortal(provider, config.PORTAL_ORIGINS);
  return provider;
}

function toAccount(person: Person): Account {
  const accountId = subjectOf(person.email);
  const claims = { sub: accountId, email: person.email, email_verified: true, name: person.name };
  return { accountId, claims: () => claims };
}

// Without this, whoever signs out of the portal and in again would silently be the same person.
function alwaysAsk(): interactionPolicy.DefaultPolicy {
  const { base, Check } = interactionPolicy;
  const policy = base();
  const ask = (context: KoaContextWithOIDC): boolean =>
    context.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
  policy.get('login')?.checks.push(new Check('ask_who', 'every sign-in asks who one wants to be', ask));
  return policy;
}

async function grantEverythingAsked({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new oidc.provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope([...oidc.requestParamScopes].join(' '));
  await grant.save();
  return grant;
}

// The name of the portal's callback is its own business; the origin is what must be right.
function allowPortal(provider: Provider, origins: readonly string[]): void {
  const isOurs = (uri: string): URL | null => {
    const url = URL.parse(uri);
    return url && origins.includes(url.origin) ? url : null;
  };
  provider.Client.prototype.redirectUriAllowed = (uri) => isOurs(uri)?.pathname.startsWith(callbackPath) ?? false;
  provider.Client.prototype.postLogoutRedirectUriAllowed = (uri) => isOurs(uri) !== null;
}

function sendSignOutPage(context: KoaContextWithOIDC, form: string): void {
  show(context, signOutPage(form));
}

function show(context: KoaContextWithOIDC, { html, policy }: Page): void {
  context.set('Content-Security-Policy', policy);
  context.type = 'html';
  context.body = html;
}
