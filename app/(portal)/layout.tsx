import { cookies } from 'next/headers';
import { type ReactNode, Suspense } from 'react';
import { ClockProvider } from '#components/ui/clock.tsx';
import { DataProvider } from '../_trpc/client.tsx';
import { caller, getQueryClient, HydrateClient, trpc } from '../_trpc/server.tsx';
import { LiveProvider } from './_shell/live.tsx';
import { MeProvider } from './_shell/me.tsx';
import { Shell } from './_shell/shell.tsx';
import { TeamProvider } from './_shell/team.tsx';

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [me, jar] = await Promise.all([
    caller().then((call) => call.people.me()),
    cookies(),
    getQueryClient().prefetchQuery(trpc.system.components.queryOptions()),
  ]);
  const team = jar.get('team')?.value ?? '';
  return (
    <DataProvider>
      <HydrateClient>
        <ClockProvider serverNow={Date.now()}>
          <MeProvider me={me}>
            <TeamProvider remembered={me.teams.some((one) => one.slug === team) ? team : null}>
              <LiveProvider>
                <Suspense>
                  <Shell narrowRail={jar.get('rail')?.value === 'narrow'}>{children}</Shell>
                </Suspense>
              </LiveProvider>
            </TeamProvider>
          </MeProvider>
        </ClockProvider>
      </HydrateClient>
    </DataProvider>
  );
}
