'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Me } from '../_data/types.ts';

const MeContext = createContext<Me | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who is signed in, with roles and teams. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe is for pages of the portal');
  return me;
}
