import 'server-only';

import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { AppError } from '#server/lib/errors.ts';
import { webContext } from '#server/processes/web-context.ts';
import type { TrpcContext } from '#server/trpc/init.ts';
import { appRouter, createCaller } from '#server/trpc/root.ts';
import { makeQueryClient } from './query-client.ts';

/** The request's context, made once for each page; who is not signed in is sent to sign in and comes back. */
export const pageContext = cache(async (): Promise<TrpcContext> => {
  const requestHeaders = await headers();
  try {
    return await webContext({ headers: requestHeaders, method: 'GET' });
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') {
      redirect(`/sign-in?callbackUrl=${encodeURIComponent(requestHeaders.get('x-portal-path') ?? '/')}`);
    }
    throw error;
  }
});

export const getQueryClient = cache(makeQueryClient);

/** Query options whose functions call the router directly: for `prefetchQuery` on the server. */
export const trpc = createTRPCOptionsProxy({ ctx: pageContext, router: appRouter, queryClient: getQueryClient });

/** Calls procedures directly from a server component. */
export const caller = async () => createCaller(await pageContext());

/** Hands what was prefetched to the client components below. */
export function HydrateClient({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
}
