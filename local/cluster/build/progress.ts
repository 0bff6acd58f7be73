/** How many modules go.sum pins; the upper bound of what may have to be downloaded. */
export function pinnedModules(goSum: string): number {
  return goSum.split('\n').filter((line) => line !== '' && !line.includes('/go.mod ')).length;
}

/** The module in one of go's "go: downloading example.com/x v1.2.3" lines, or null for any other line. */
export function downloadedModule(line: string): string | null {
  return /^go: downloading (\S+ \S+)$/.exec(line)?.[1] ?? null;
}

/**
 * Counts packages as `go build -v` names them against all that the program
 * needs. Packages that are in Go's own cache are not named, so the count may
 * end below the total; it never passes it.
 */
export class PackageCounter {
  readonly #waiting: Set<string>;
  readonly #total: number;

  constructor(packages: string[]) {
    this.#waiting = new Set(packages);
    this.#total = this.#waiting.size;
  }

  /** Takes one line of go's output and tells whether it named a package that counts. */
  take(line: string): boolean {
    return this.#waiting.delete(line);
  }

  get total(): number {
    return this.#total;
  }

  get done(): number {
    return this.#total - this.#waiting.size;
  }

  /** 0..1 */
  get progress(): number {
    return this.#total === 0 ? 1 : this.done / this.#total;
  }
}
