export const avatarClass =
  'flex size-8 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-text text-xs hover:brightness-95';

/** First letters of the first and the last word of a name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const first = words[0]?.charAt(0) ?? '';
  const last = words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : '';
  return `${first}${last}`.toUpperCase();
}
