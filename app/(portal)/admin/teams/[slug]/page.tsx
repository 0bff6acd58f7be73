import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { getQueryClient, HydrateClient, trpc } from '../../../../_trpc/server.tsx';
import { TeamView } from '../_components/team-view.tsx';

interface Props {
  params: Promise<{ slug: string }>;
}

const load = cache(async (slug: string) => {
  try {
    return await getQueryClient().fetchQuery(trpc.teams.get.queryOptions({ slug }));
  } catch (error) {
    if (error instanceof TRPCError && ['NOT_FOUND', 'FORBIDDEN', 'BAD_REQUEST'].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).slug)).name };
}

export default async function TeamPage({ params }: Props) {
  const { slug } = await params;
  await load(slug);
  return (
    <HydrateClient>
      <TeamView slug={slug} />
    </HydrateClient>
  );
}
