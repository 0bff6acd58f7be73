import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { getQueryClient, HydrateClient, trpc } from '../../../_trpc/server.tsx';
import { TemplateDetail } from '../_components/template-detail.tsx';

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
}

const load = cache(async (slug: string, version: number | undefined) => {
  try {
    return await getQueryClient().fetchQuery(trpc.templates.get.queryOptions({ slug, version }));
  } catch (error) {
    if (error instanceof TRPCError && ['NOT_FOUND', 'BAD_REQUEST'].includes(error.code)) notFound();
    throw error;
  }
});

async function wanted({ params, searchParams }: Props): Promise<{ slug: string; version: number | undefined }> {
  const version = Number((await searchParams).version);
  return { slug: (await params).slug, version: Number.isInteger(version) && version > 0 ? version : undefined };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { slug, version } = await wanted(props);
  return { title: (await load(slug, version)).content.title };
}

export default async function TemplatePage(props: Props) {
  const { slug, version } = await wanted(props);
  await load(slug, version);
  return (
    <HydrateClient>
      <TemplateDetail slug={slug} version={version} />
    </HydrateClient>
  );
}
