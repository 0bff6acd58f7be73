'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';

const ServerNow = createContext(0);

/** Gives the first render in the browser the server's time, so that both write the same words. */
export function ClockProvider({ serverNow, children }: { serverNow: number; children: ReactNode }) {
  return <ServerNow value={serverNow}>{children}</ServerNow>;
}

/** The time in milliseconds; ticks every `everySeconds`, for all who ask at the same moment. */
export function useNow(everySeconds = 15): number {
  const serverNow = useContext(ServerNow);
  const step = everySeconds * 1000;
  return useSyncExternalStore(
    (tick) => {
      const timer = setInterval(tick, step);
      return () => clearInterval(timer);
    },
    () => Math.floor(Date.now() / step) * step,
    () => serverNow,
  );
}

const never = () => () => undefined;

/** False in the first render, which has to be the server's; then true. Zones and stored choices wait for it. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
