'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useTRPC } from '../../_trpc/client.tsx';
import { useBatched } from '../_data/use-batched.ts';
import { useVisible } from '../_data/use-visible.ts';

export interface LiveStatus {
  state: 'live' | 'reconnecting' | 'away';
  /** When the stream was last known to be up. */
  lastLive: Date | null;
}

const LiveContext = createContext<LiveStatus>({ state: 'live', lastLive: null });
export const useLive = (): LiveStatus => useContext(LiveContext);

const RECONNECT_MILLISECONDS = 8_000;

/** Hears what changes in the platform as a whole and refreshes what is shown of it; knows whether it hears. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const visible = useVisible();
  const refresh = useBatched<string>((topics) => {
    const all = new Set(topics);
    if (all.has('resync')) return void queryClient.invalidateQueries();
    if (all.has('components')) void queryClient.invalidateQueries({ queryKey: trpc.system.components.queryKey() });
    if (all.has('capacity')) void queryClient.invalidateQueries({ queryKey: trpc.capacity.get.queryKey() });
    if (all.has('team')) void queryClient.invalidateQueries({ queryKey: trpc.teams.pathKey() });
    if (all.has('templates')) void queryClient.invalidateQueries({ queryKey: trpc.templates.list.pathKey() });
  }, 500);
  const subscription = useSubscription(
    trpc.system.onChange.subscriptionOptions(undefined, {
      enabled: visible,
      // What changed before the stream stood was not heard; of the rest the numbers move most.
      onStarted: () => refresh('capacity'),
      onData: (change) => refresh(change.topic),
    }),
  );
  const status = useLiveStatus(subscription.status === 'pending' || !visible);
  return <LiveContext value={status}>{children}</LiveContext>;
}

function useLiveStatus(up: boolean): LiveStatus {
  const queryClient = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>({ state: 'live', lastLive: null });
  const wasAway = useRef(false);
  useEffect(() => {
    if (up) {
      // What happened in between was not heard.
      if (wasAway.current) void queryClient.invalidateQueries();
      wasAway.current = false;
      setStatus({ state: 'live', lastLive: null });
      return;
    }
    const lastLive = new Date();
    // The first moments of every page, and a short gap, are not worth a word.
    const say = setTimeout(() => setStatus({ state: 'reconnecting', lastLive }), 1_500);
    const giveUp = setTimeout(() => {
      wasAway.current = true;
      setStatus({ state: 'away', lastLive });
    }, RECONNECT_MILLISECONDS);
    return () => {
      clearTimeout(say);
      clearTimeout(giveUp);
    };
  }, [up, queryClient]);
  return status;
}
