/** @returns a duration in words, two units at most: `45 s`, `30 min`, `2 h`, `1 h 30 min`, `7 d` */
export function durationInWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const units: [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const first = units.findIndex(([size]) => whole >= size);
  let rest = whole;
  const parts = units.slice(first, first + 2).flatMap(([size, name]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return parts.join(' ');
}

/** @returns a moment for people who may be anywhere: `2026-11-23 13:05:10 UTC` */
export function momentInWords(moment: Date): string {
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `1 GPU`, `8 GPUs`, `8 A100-40 GPUs`, `8 A100-40 spot GPUs` */
export function gpusInWords(count: number, model: string | null = null, capacityType: string | null = null): string {
  const kind = [model, capacityType].filter((word) => word !== null).map((word) => `${word} `);
  return `${count} ${kind.join('')}GPU${count === 1 ? '' : 's'}`;
}
