import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

interface CodeBlockProps {
  code: string;
  /** What it is, also for screen readers: "Volcano Job". */
  title: string;
  language?: 'yaml' | 'text';
  actions?: ReactNode;
  className?: string;
}

/** Text for machines, read-only; scrolls in itself. */
export function CodeBlock({ code, title, language = 'text', actions, className }: CodeBlockProps) {
  return (
    <figure className={className}>
      <figcaption className="mb-2 flex items-center justify-between gap-2">
        <span className="font-medium text-sm">{title}</span>
        <span className="flex gap-2">
          {actions}
          <CopyButton text={code} />
        </span>
      </figcaption>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        aria-label={title}
        className="scroll-slim max-h-[70vh] overflow-auto whitespace-pre rounded-md border border-line bg-bg p-3 font-mono text-xs leading-5"
      >
        <code>
          {language === 'yaml' ? numbered(code).map((line) => <YamlLine key={line.number} line={line.text} />) : code}
        </code>
      </section>
    </figure>
  );
}

const numbered = (code: string) => code.split('\n').map((text, at) => ({ text, number: at + 1 }));

const yamlKey = /^(\s*(?:- )*)([\w./"'-]+)(:)(\s.*)?$/;

function YamlLine({ line }: { line: string }) {
  const [, indent, key, colon, value] = yamlKey.exec(line) ?? [];
  if (key === undefined) return <>{`${line}\n`}</>;
  return (
    <>
      {indent}
      <span className="text-accent-text">{key}</span>
      {colon}
      {value}
      {'\n'}
    </>
  );
}
