'use client';

import { useState } from 'react';

/** Cursors only lead forward: remembers from which page each one was reached. */
export function useTrail() {
  const [cameFrom] = useState(() => new Map<string, string | null>());
  return {
    remember: (cursor: string, from: string | null) => void cameFrom.set(cursor, from),
    before: (cursor: string | null): string | null => (cursor === null ? null : (cameFrom.get(cursor) ?? null)),
  };
}
