/** Numbers as people read them: always with a unit, grouped in thousands. Pure; the clock is an argument. */

const counts = new Intl.NumberFormat('en-US');

/** `2310` → `2,310` */
export const formatCount = (n: number): string => counts.format(n);

/** `(1, 'job')` → `1 job`, `(1200, 'job')` → `1,200 jobs` */
export const plural = (n: number, one: string, many = `${one}s`): string => `${formatCount(n)} ${n === 1 ? one : many}`;

/** `['a', 'b', 'c']` → `a, b and c` */
export function joinWords(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Two largest units: `8054` seconds → `2 h 14 min`; `45` → `45 s`; `97200` → `1 d 3 h` */
export function formatDuration(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  const minutes = Math.floor(s / 60);
  if (minutes < 10) return two(minutes, 'min', s % 60, 's');
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, 'h', minutes % 60, 'min');
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const two = (a: number, unitA: string, b: number, unitB: string): string =>
  b === 0 ? `${formatCount(a)} ${unitA}` : `${formatCount(a)} ${unitA} ${b} ${unitB}`;

/** Seconds from `from` to `to`, never negative (clocks of two machines differ a little). */
export const secondsBetween = (from: Date | number, to: Date | number): number =>
  Math.max(0, (Number(to) - Number(from)) / 1000);

/** `3 min ago`, `just now`, `in 2 h` */
export function formatRelative(at: Date | number, now: Date | number): string {
  const seconds = (Number(now) - Number(at)) / 1000;
  if (Math.abs(seconds) < 45) return 'just now';
  const distance = largestUnit(Math.abs(seconds));
  return seconds > 0 ? `${distance} ago` : `in ${distance}`;
}

function largestUnit(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${Math.max(1, minutes)} min`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `${hours} h`;
  const days = Math.round(hours / 24);
  if (days < 60) return `${formatCount(days)} d`;
  return `${formatCount(Math.round(days / 30.44))} months`;
}

/** `12:03` in a time zone (default: the reader's) */
export const formatClock = (at: Date | number, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);

/** `23 Nov 2025, 12:03:41 GMT+1` */
export const formatExact = (at: Date | number, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at);

/** `(8, 'A100-40')` → `8 × A100-40`; without a model `8 GPUs`; none: `no GPU` */
export function formatGpus(count: number, model: string | null = null): string {
  if (count === 0) return 'no GPU';
  return model === null ? plural(count, 'GPU') : `${formatCount(count)} × ${model}`;
}

/** Groups the integer digits of a decimal written as text, so that no digit passes through a float. */
function groupDecimal(decimal: string): string {
  const [whole = '0', fraction] = decimal.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${decimal.startsWith('-') ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `"212.50"` → `212.5 GPU-h` */
export const formatGpuHours = (decimal: string): string =>
  `${groupDecimal(decimal.replace(/\.?0+$/, (zeros) => (decimal.includes('.') ? '' : zeros)))} GPU-h`;

/** `"1204.30"` → `$1,204.30` */
export function formatUsd(decimal: string): string {
  const grouped = groupDecimal(decimal);
  return grouped.startsWith('−') ? `−$${grouped.slice(1)}` : `$${grouped}`;
}

/** `0.123` → `12 %` */
export const formatPercent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`;

/** `1536` → `1.5 KiB` */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}
