/** Milliseconds at which the given share (0 to 1) of the samples is done (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** One line of a table: `label   p50   p95   max`, in milliseconds. */
export function line(label: string, samples: readonly number[], width = 44): string {
  const cells = [percentile(samples, 0.5), percentile(samples, 0.95), Math.max(...samples)];
  return label.padEnd(width) + cells.map((ms) => ms.toFixed(1).padStart(9)).join('');
}

/** Head of a table of {@link line}s. */
export const head = (label: string, width = 44) =>
  label.padEnd(width) + ['p50 ms', 'p95 ms', 'max ms'].map((t) => t.padStart(9)).join('');

/** Random numbers that are the same in every run (mulberry32). @returns 0 ≤ x < 1 */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
