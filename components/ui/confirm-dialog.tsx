'use client';

import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** The effect in numbers. */
  effect: ReactNode;
  /** What the button does, in words: "Stop bert-exp42". */
  action: string;
  onConfirm: () => void;
  pending: boolean;
  error?: string | undefined;
}

/** Says what will happen before it happens. */
export function ConfirmDialog({ open, onOpenChange, title, effect, action, onConfirm, pending, error }: ConfirmProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Keep it</Button>
          <Button variant="danger" onClick={onConfirm} pending={pending}>
            {action}
          </Button>
        </>
      }
    >
      <div className="text-sm">{effect}</div>
      {error !== undefined && (
        <p role="alert" className="mt-3 text-bad text-sm">
          {error}
        </p>
      )}
    </Dialog>
  );
}
