const LONGEST = 50;

/**
 * A name that is most likely free. A clone counts on (`bert-exp42` → `bert-exp43`); otherwise the template's
 * name with a few letters.
 * @param random 0..1
 */
export function suggestName(templateSlug: string, clonedName: string | null, random: number): string {
  if (clonedName !== null) return countOn(clonedName);
  const letters = Math.floor(random * 36 ** 4)
    .toString(36)
    .padStart(4, '0');
  return `${templateSlug.slice(0, LONGEST - 5)}-${letters}`;
}

function countOn(name: string): string {
  const [, stem = name, digits] = /^(.*?)(\d{1,9})?$/.exec(name) ?? [];
  const next = digits === undefined ? '-2' : String(Number(digits) + 1).padStart(digits.length, '0');
  return `${stem.slice(0, LONGEST - next.length)}${next}`;
}
