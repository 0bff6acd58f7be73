/** What a person searches for, as PostgreSQL tsqueries. */
export interface Search {
  /** Whole words that all have to be there: `'bert' & 'cv'`; null: none. */
  words: string | null;
  /** The last word, by its beginning: it may still be being typed. `'ali':*` */
  beginning: string;
  /** So many words begin like this that it is quicker to look at jobs than at an index of words. */
  vague: boolean;
}

const vagueLength = 2;

/**
 * Takes apart what a person typed. Words are letters and digits only, as in the column `search_words`,
 * so no input can be a syntax error.
 * @returns null when there is no word in the text
 */
export function parseSearch(text: string): Search | null {
  const words = (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 20);
  const last = words.pop();
  if (last === undefined) return null;
  return {
    words: words.length === 0 ? null : words.map((word) => `'${word}'`).join(' & '),
    beginning: `'${last}':*`,
    vague: last.length <= vagueLength,
  };
}
