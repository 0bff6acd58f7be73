import type { Metadata } from 'next';
import { getQueryClient, HydrateClient, trpc } from '../../_trpc/server.tsx';
import { Gallery } from './_components/gallery.tsx';

export const metadata: Metadata = { title: 'Templates' };

export default async function TemplatesPage() {
  await getQueryClient().prefetchQuery(trpc.templates.list.queryOptions({}));
  return (
    <HydrateClient>
      <Gallery />
    </HydrateClient>
  );
}
