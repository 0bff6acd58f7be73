'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { rememberChoice } from './cookies.ts';

interface ChosenTeam {
  /** Slug; null: all teams. */
  team: string | null;
  choose: (team: string | null) => void;
}

const TeamContext = createContext<ChosenTeam>({ team: null, choose: () => undefined });
export const useChosenTeam = (): ChosenTeam => useContext(TeamContext);

/** The team somebody works for just now: kept for the next visit, and the first choice of forms. */
export function TeamProvider({ remembered, children }: { remembered: string | null; children: ReactNode }) {
  const [team, setTeam] = useState(remembered);
  const choose = (next: string | null) => {
    rememberChoice('team', next ?? '');
    setTeam(next);
  };
  return <TeamContext value={{ team, choose }}>{children}</TeamContext>;
}
