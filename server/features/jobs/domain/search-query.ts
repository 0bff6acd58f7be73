/**
 * Turns what a person typed into a PostgreSQL tsquery that finds all of its words, the last one by
 * its beginning (it may still be being typed). Words are letters and digits only, as in the column
 * `search_words`, so no input can be a syntax error.
 *
 * @returns `'bert' & 'ali':*`, or null when there is no word in the text
 */
export function searchQuery(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}]+/gu);
  if (!words) return null;
  return `${words.slice(0, 20).map((word) => `'${word}'`).join(' & ')}:*`;
}
