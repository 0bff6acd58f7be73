/** A piece of a template's text: literal, or the CEL source between `{{` and `}}`. */
export type Part = { kind: 'text'; text: string } | { kind: 'expression'; source: string };

/**
 * Cuts text into literal pieces and expressions. `}}` inside a quoted string does not end an expression.
 * @throws Error when a `{{` is never closed or holds nothing
 */
export function splitParts(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    if (open === -1) {
      parts.push({ kind: 'text', text: text.slice(at) });
      break;
    }
    if (open > at) parts.push({ kind: 'text', text: text.slice(at, open) });
    const close = endOfExpression(text, open + 2);
    const source = text.slice(open + 2, close).trim();
    if (source === '') throw new Error('"{{ }}" holds nothing');
    parts.push({ kind: 'expression', source });
    at = close + 2;
  }
  return parts;
}

function endOfExpression(text: string, from: number): number {
  let quote: string | null = null;
  for (let i = from; i < text.length; i += 1) {
    const c = text[i];
    if (quote !== null) {
      if (c === '\\') i += 1;
      else if (c === quote) quote = null;
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '}' && text[i + 1] === '}') return i;
  }
  throw new Error('"{{" is never closed by "}}"');
}
