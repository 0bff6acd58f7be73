const newline = 10;

/**
 * The last lines of a stream, read once and kept in bounded memory.
 * @param lines at most; a last line without an end counts
 * @param maxBytes of memory for content: of longer lines, fewer are returned
 */
export async function lastLines(
  source: AsyncIterable<Uint8Array>,
  lines: number,
  maxBytes: number,
): Promise<Uint8Array[]> {
  // Parts that end with a line, or hold the unfinished last one.
  let kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    if (chunk.byteLength === 0) continue;
    kept.push(chunk);
    bytes += chunk.byteLength;
    // Trimmed now and then, so that the work stays in proportion to what is read.
    if (bytes > 2 * maxBytes) {
      kept = trim(kept, lines, maxBytes);
      bytes = kept.reduce((sum, part) => sum + part.byteLength, 0);
    }
  }
  return trim(kept, lines, maxBytes);
}

/** Walks back from the end until there are enough lines or bytes. */
function trim(parts: readonly Uint8Array[], lines: number, maxBytes: number): Uint8Array[] {
  const kept: Uint8Array[] = [];
  let ends = 0;
  let bytes = 0;
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const part = parts[at];
    if (!part) continue;
    for (let i = part.byteLength - 1; i >= 0; i -= 1) {
      const isVeryLast = at === parts.length - 1 && i === part.byteLength - 1;
      const full = bytes === maxBytes;
      if (part[i] === newline && !isVeryLast) ends += 1;
      if (ends === lines || full) return [part.slice(i + 1), ...kept];
      bytes += 1;
    }
    kept.unshift(part);
  }
  return kept;
}
