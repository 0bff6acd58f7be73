import Anser from 'anser';
import { memo } from 'react';
import { cx } from '#components/ui/cx.ts';

const colours: Record<string, string> = {
  'ansi-black': 'text-text-3',
  'ansi-red': 'text-bad',
  'ansi-green': 'text-good',
  'ansi-yellow': 'text-warn',
  'ansi-blue': 'text-info',
  'ansi-magenta': 'text-series-4',
  'ansi-cyan': 'text-series-5',
  'ansi-white': 'text-text',
  'ansi-bright-black': 'text-text-3',
  'ansi-bright-red': 'text-bad',
  'ansi-bright-green': 'text-good',
  'ansi-bright-yellow': 'text-warn',
  'ansi-bright-blue': 'text-info',
  'ansi-bright-magenta': 'text-series-4',
  'ansi-bright-cyan': 'text-series-5',
  'ansi-bright-white': 'text-text',
};

interface Piece {
  at: number;
  text: string;
  className: string | undefined;
}

/** Cuts a line at its colour codes. Colours become those of the theme, so that they can be read in both. */
function piecesOf(line: string): Piece[] {
  if (!line.includes('\u001b')) return [{ at: 0, text: line, className: undefined }];
  let at = 0;
  return Anser.ansiToJson(line, { use_classes: true, remove_empty: true }).map((part) => {
    const piece = {
      at,
      text: part.content,
      className: cx(
        colours[part.fg ?? ''],
        part.decorations.includes('bold') && 'font-semibold',
        part.decorations.includes('underline') && 'underline',
      ),
    };
    at += part.content.length;
    return piece;
  });
}

/** One line: text only, whatever a program wrote; found words are marked. */
export const LogLine = memo(function LogLine({ line, query }: { line: string; query: string }) {
  return piecesOf(line).map((piece) => (
    <span key={piece.at} className={piece.className}>
      {query === '' ? piece.text : <Marked text={piece.text} query={query} />}
    </span>
  ));
});

function Marked({ text, query }: { text: string; query: string }) {
  const at = text.toLowerCase().indexOf(query.toLowerCase());
  if (at === -1) return text;
  const end = at + query.length;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-[2px] bg-warn-soft text-warn ring-1 ring-warn/60">{text.slice(at, end)}</mark>
      <Marked text={text.slice(end)} query={query} />
    </>
  );
}
