const colours = [
  'bg-series-1',
  'bg-series-2',
  'bg-series-3',
  'bg-series-4',
  'bg-series-5',
  'bg-series-6',
  'bg-series-7',
  'bg-series-8',
] as const;

/** The colour of a thing, the same on every chart and every day (FNV-1a of its name). */
export function seriesColour(name: string): (typeof colours)[number] {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return colours[hash % colours.length] ?? colours[0];
}
