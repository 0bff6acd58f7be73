/** The part of oidc-provider 9 that the demo identity provider uses; the package has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Values = Record<string, unknown>;

  interface Context {
    body: unknown;
    type: string;
    set(name: string, value: string): void;
    oidc: {
      result?: { login?: { accountId: string } };
      client?: { clientId: string };
      session?: { accountId?: string };
      requestParamScopes: Set<string>;
      provider: Provider;
    };
  }

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  interface Account {
    accountId: string;
    claims(use: string, scope: string): Values & { sub: string };
  }

  interface Policy extends Array<unknown> {
    get(name: 'login' | 'consent'): { checks: { push(check: interactionPolicy.Check): number } } | undefined;
  }

  class Provider {
    constructor(issuer: string, configuration: Values);
    readonly Grant: new (values: {
      accountId: string;
      clientId: string;
    }) => Grant;
    readonly Client: {
      prototype: {
        redirectUriAllowed(uri: string): boolean;
        postLogoutRedirectUriAllowed(uri: string): boolean;
      };
    };
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<{ uid: string; params: Values }>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: { login: { accountId: string } },
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
    on(event: 'server_error', listener: (context: Context, error: Error) => void): this;
  }

  namespace interactionPolicy {
    class Check {
      constructor(reason: string, description: string, check: (context: Context) => boolean);
      static readonly REQUEST_PROMPT: boolean;
      static readonly NO_NEED_TO_PROMPT: boolean;
    }
    function base(): Policy;
  }

  namespace errors {
    class SessionNotFound extends Error {}
  }

  export { type Account, type Context, errors, interactionPolicy, Provider };
}
