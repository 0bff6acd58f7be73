import type { NextAuthOptions } from 'next-auth';
import { z } from 'zod';
import type { Db } from '#db/client.ts';
import { recordSignIn } from '#server/features/people/record-sign-in.ts';
import type { Logger } from '#server/lib/logger.ts';
import type { WebSettings } from '#server/processes/config.ts';

const profileSchema = z.object({
  sub: z.string().min(1),
  email: z.email(),
  email_verified: z.boolean().optional(),
  name: z.string().min(1).optional(),
});

/** How long a sign-in lasts without use, in seconds. Roles are read afresh at every request. */
const SESSION_SECONDS = 12 * 3600;

/** next-auth 4, speaking nothing but OIDC (authorization code with PKCE); the session cookie holds our person id. */
export function authOptions(web: { settings: WebSettings; db: Db; log: Logger }): NextAuthOptions {
  const { settings } = web;
  return {
    secret: settings.NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      {
        id: 'oidc',
        name: 'your organisation',
        type: 'oauth',
        wellKnown: `${settings.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId: settings.OIDC_CLIENT_ID,
        clientSecret: settings.OIDC_CLIENT_SECRET,
        authorization: { params: { scope: 'openid email profile' } },
        idToken: true,
        checks: ['pkce', 'state', 'nonce'],
        profile: (raw) => {
          const profile = profileSchema.parse(raw);
          return { id: profile.sub, email: profile.email, name: profile.name ?? profile.email };
        },
      },
    ],
    callbacks: {
      async jwt({ token, account, profile }) {
        if (!account) return token;
        const claims = profileSchema.parse(profile);
        if (claims.email_verified === false) throw new Error('the e-mail address is not verified');
        const personId = await recordSignIn(web.db, {
          subject: claims.sub,
          email: claims.email,
          name: claims.name ?? claims.email,
        });
        return { personId };
      },
      session: ({ session }) => session,
    },
    logger: {
      error: (code, metadata) =>
        web.log.warn({ code, err: metadata instanceof Error ? metadata : undefined }, 'sign-in failed'),
      warn: (code) => web.log.warn({ code }, 'sign-in'),
      debug: () => undefined,
    },
  };
}
