import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { getQueryClient, HydrateClient, trpc } from '../../../_trpc/server.tsx';
import type { Job } from '../../_data/types.ts';
import { SubmitView } from './_components/submit-view.tsx';
import { suggestName } from './_components/suggest-name.ts';

export const metadata: Metadata = { title: 'New job' };

interface Props {
  searchParams: Promise<{ template?: string | string[]; from?: string | string[]; version?: string | string[] }>;
}

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The job to clone; one that is gone or not visible only means an empty form. */
async function loadOrigin(jobId: string | undefined): Promise<Job | null> {
  if (jobId === undefined) return null;
  return getQueryClient()
    .fetchQuery(trpc.jobs.get.queryOptions({ jobId }))
    .catch(() => null);
}

export default async function NewJobPage({ searchParams }: Props) {
  const { template, from, version } = await searchParams;
  const slug = one(template);
  if (slug === undefined) redirect('/templates');
  const queryClient = getQueryClient();
  const wanted = Number(one(version));
  const input = { slug, version: Number.isInteger(wanted) && wanted > 0 ? wanted : undefined };
  const [origin] = await Promise.all([
    loadOrigin(one(from)),
    queryClient.prefetchQuery(trpc.capacity.get.queryOptions()),
    queryClient.fetchQuery(trpc.templates.get.queryOptions(input)).catch((error: unknown) => {
      if (error instanceof TRPCError && ['NOT_FOUND', 'BAD_REQUEST'].includes(error.code)) notFound();
      throw error;
    }),
  ]);
  return (
    <HydrateClient>
      <SubmitView
        key={`${slug} ${origin?.id}`}
        template={input}
        originId={origin?.id ?? null}
        suggestedName={suggestName(slug, origin?.name ?? null, Math.random())}
      />
    </HydrateClient>
  );
}
