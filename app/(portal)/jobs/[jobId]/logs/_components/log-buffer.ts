/** Lines kept in memory; older ones go, and the viewer says how many. */
export const MAX_LINES = 200_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const escapes = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** A line as it reads, without colours. */
export const plainText = (line: string): string => (line.includes('\u001b') ? line.replace(escapes, '') : line);

/** The lines of a log as they come in; numbers of lines stay the same when the oldest go. */
export class LogBuffer {
  /** Number of the first line still kept. */
  first = 0;
  private lines: string[] = [];
  private open = '';
  private search = { query: '', scanned: 0, matches: [] as number[] };

  /** Number after the last line. */
  get end(): number {
    return this.first + this.lines.length + (this.open === '' ? 0 : 1);
  }

  get size(): number {
    return this.end - this.first;
  }

  line(number: number): string {
    const at = number - this.first;
    return at === this.lines.length ? this.open : (this.lines[at] ?? '');
  }

  append(text: string): void {
    const parts = (this.open + text).split('\n');
    this.open = parts.pop() ?? '';
    for (const part of parts) this.lines.push(visible(part));
    const tooMany = this.lines.length - MAX_LINES;
    // In large steps: moving the rest is not worth it for one line.
    if (tooMany > MAX_LINES / 10) {
      this.lines = this.lines.slice(tooMany);
      this.first += tooMany;
    }
  }

  /** Numbers of the lines that contain `query`, in any case. Each line is looked at once for a query. */
  find(query: string): readonly number[] {
    const wanted = query.toLowerCase();
    if (wanted === '') return [];
    if (this.search.query !== wanted) this.search = { query: wanted, scanned: this.first, matches: [] };
    const { search } = this;
    // The open line may still grow: it is searched once it is whole.
    const whole = this.first + this.lines.length;
    const before = search.matches.length;
    for (let number = Math.max(search.scanned, this.first); number < whole; number++) {
      if (plainText(this.line(number)).toLowerCase().includes(wanted)) search.matches.push(number);
    }
    search.scanned = whole;
    const gone = search.matches.findIndex((number) => number >= this.first);
    // A new array when something changed, so that React sees it.
    if (gone > 0 || search.matches.length !== before) search.matches = search.matches.slice(Math.max(0, gone));
    return search.matches;
  }
}

/** What a terminal would show: a progress bar that overwrites itself leaves its last state. */
function visible(line: string): string {
  const trimmed = line.endsWith('\r') ? line.slice(0, -1) : line;
  return trimmed.includes('\r') ? trimmed.slice(trimmed.lastIndexOf('\r') + 1) : trimmed;
}
