'use client';

import { useEffect } from 'react';
import { ErrorState } from '#components/feedback/error-state.tsx';

export default function PortalError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <ErrorState
      heading="h1"
      title="This page could not be shown"
      message="Something went wrong on our side. It has been logged."
      onRetry={retry}
    >
      The other pages keep working.
      {digest !== null && <span className="block font-mono text-text-3 text-xs">reference {digest}</span>}
    </ErrorState>
  );
}
