import { decode } from 'next-auth/jwt';
import { z } from 'zod';

const cookieName = /^(?:__Secure-)?next-auth\.session-token(?:\.(\d+))?$/;
const tokenSchema = z.object({ personId: z.uuid() });

/**
 * Reads who is signed in from a `Cookie` header (next-auth's encrypted session token, possibly in chunks).
 * @returns the person's id, or null without a valid session
 */
export async function readSession(cookieHeader: string | null, secret: string): Promise<string | null> {
  const token = (cookieHeader ?? '')
    .split(/; */)
    .flatMap((pair) => {
      const [name = '', ...value] = pair.split('=');
      const match = cookieName.exec(name);
      return match ? [{ chunk: Number(match[1] ?? 0), value: decodeURIComponent(value.join('=')) }] : [];
    })
    .sort((a, b) => a.chunk - b.chunk)
    .map(({ value }) => value)
    .join('');
  if (token === '') return null;
  const parsed = tokenSchema.safeParse(await decode({ token, secret }).catch(forged));
  return parsed.success ? parsed.data.personId : null;
}

/** A token that cannot be decrypted was made with another secret, or by somebody else: no session. */
const forged = () => null;
