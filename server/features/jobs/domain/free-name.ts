const LONGEST = 50;

/** What a numbered name is numbered from: `bert-exp42-2` → `bert-exp42`. Years and the like are part of the name. */
export const baseName = (name: string): string => name.replace(/-\d{1,2}$/, '');

/**
 * The next free name after one that is taken: `bert-exp42` → `bert-exp42-2`.
 * @param taken names of the team that begin like it
 */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const base = baseName(name);
  for (let n = 2; ; n += 1) {
    const suffix = `-${n}`;
    const candidate = base.slice(0, LONGEST - suffix.length).replace(/-+$/, '') + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}
