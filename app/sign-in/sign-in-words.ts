/** next-auth's error codes in words; null when there was none. */
export function explainError(code: string | null): string | null {
  if (code === null) return null;
  switch (code) {
    case 'AccessDenied':
      return 'Your organisation knows you, but you may not use this portal. Ask an administrator to let you in.';
    case 'OAuthSignin':
    case 'OAuthCallback':
      return 'The sign-in with your organisation did not finish. Please try again; if it keeps failing, its sign-in service may be away.';
    case 'SessionRequired':
      return 'Please sign in to see that page.';
    case 'Configuration':
      return 'Signing in is not set up correctly on this portal. An administrator has to look at its settings.';
    default:
      return 'Signing in did not work. Please try again.';
  }
}

const NOWHERE = 'http://portal.invalid';

/** Where to go afterwards: a page of this site, never another one. */
export function safeTarget(callbackUrl: string | null): string {
  if (callbackUrl === null || !URL.canParse(callbackUrl, NOWHERE)) return '/';
  const { pathname, searchParams, origin } = new URL(callbackUrl, NOWHERE);
  // `//host` and `/\\host` begin like a path and lead away all the same.
  if (callbackUrl.startsWith('/') && origin !== NOWHERE) return '/';
  if (!/^\/(?![/\\])/.test(pathname) || /^\/(sign-in|api)(\/|$)/.test(pathname)) return '/';
  // Next's own mark on what it asks for between pages.
  searchParams.delete('_rsc');
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}
