import { randomBytes } from 'node:crypto';
import { filterScript, style } from './assets.ts';
import { accessOf, type Person } from './people.ts';

export interface Page {
  html: string;
  /** Value of the header Content-Security-Policy that goes with it. */
  policy: string;
}

/**
 * The page to choose a person on. It works without JavaScript: every person is a button of one form.
 * @param action where the form is posted, with `login` = the e-mail address
 * @param demo people shown first, @param others everybody else
 */
export function signInPage(action: string, demo: readonly Person[], others: readonly Person[]): Page {
  return page(
    'Sign in',
    `<h1>Who are you today?</h1>
<p class="lead">This is the demo's sign-in. Choose a person to see the portal as they do.</p>
<label class="filter" hidden>Find a person or team
<input type="search" autocomplete="off" spellcheck="false" placeholder="Name, team or role"></label>
<p class="none" role="status" hidden>Nobody matches.</p>
<form method="post" action="${escapeHtml(action)}">
<h2>One for every role</h2>
<ul>${demo.map(personButton).join('')}</ul>
<h2>Everybody else</h2>
<ul>${others.map(personButton).join('')}</ul>
</form>`,
    filterScript,
  );
}

/** The page that signs out; it submits itself where there is JavaScript. `form` is the provider's own. */
export function signOutPage(form: string): Page {
  const button =
    '<button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>';
  return page('Sign out', `<h1>Sign out?</h1>${form}${button}`, "document.querySelector('button.primary').click();");
}

/** A page with a message. */
export function messagePage(title: string, text: string): Page {
  return page(title, `<h1>${escapeHtml(title)}</h1><p class="lead">${escapeHtml(text)}</p>`, '');
}

function personButton(person: Person): string {
  const initials = person.name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');
  return `<li><button type="submit" name="login" value="${escapeHtml(person.email)}">
<span class="avatar" aria-hidden="true">${escapeHtml(initials)}</span>
<span><strong>${escapeHtml(person.name)}</strong><small>${escapeHtml(person.email)}</small></span>
<em>${escapeHtml(accessOf(person))}</em></button></li>`;
}

function page(title: string, body: string, script: string): Page {
  const nonce = randomBytes(16).toString('base64');
  return {
    policy: `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · mlplatform</title>
<style nonce="${nonce}">${style}</style></head>
<body><main><p class="brand">mlplatform</p>${body}</main>
<script nonce="${nonce}">${script}</script></body>
</html>`,
  };
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
