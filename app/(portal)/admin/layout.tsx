import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { caller } from '../../_trpc/server.tsx';
import { mayAdminister } from '../_data/may.ts';

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const me = await (await caller()).people.me();
  if (mayAdminister(me)) return children;
  return (
    <EmptyState
      heading="h1"
      icon={Lock}
      title="These pages are for leads and administrators"
      action={<ButtonLink href="/">Go to Home</ButtonLink>}
    >
      A lead of your team can change its members; an administrator its quota.
    </EmptyState>
  );
}
