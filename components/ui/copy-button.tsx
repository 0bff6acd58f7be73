'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button.tsx';

function useCopied(text: string): [boolean, () => void] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied, () => void navigator.clipboard.writeText(text).then(() => setCopied(true))];
}

/** Copies `text`; says so for a moment. */
export function CopyButton({
  text,
  label = 'Copy',
  iconOnly = false,
}: {
  text: string;
  label?: string;
  iconOnly?: boolean;
}) {
  const [copied, copy] = useCopied(text);
  const icon = copied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />;
  if (iconOnly) {
    return (
      <IconButton label={copied ? 'Copied' : label} onClick={copy} className="size-6! [&_svg]:size-3.5">
        {icon}
      </IconButton>
    );
  }
  return (
    <Button size="sm" onClick={copy} icon={icon}>
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  );
}

/** An id or a command with a button that copies it. */
export function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="truncate font-mono text-xs">{text}</code>
      <CopyButton text={text} label={label} iconOnly />
    </span>
  );
}
