'use client';

import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { Page } from '#components/layout/page-header.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';
import { submitTeams } from '../../../_data/may.ts';
import { useMe } from '../../../_shell/me.tsx';
import { SubmitForm } from './submit-form.tsx';

interface SubmitViewProps {
  template: { slug: string; version: number | undefined };
  originId: string | null;
  suggestedName: string;
}

export function SubmitView({ template: input, originId, suggestedName }: SubmitViewProps) {
  const me = useMe();
  const trpc = useTRPC();
  const template = useQuery(trpc.templates.get.queryOptions(input));
  const origin = useQuery(trpc.jobs.get.queryOptions({ jobId: originId ?? '' }, { enabled: originId !== null }));
  if (submitTeams(me).length === 0) {
    return (
      <EmptyState heading="h1" icon={Lock} title="You cannot submit jobs yet">
        That needs to be a member or lead of a team. A lead of your team can add {me.email}.
      </EmptyState>
    );
  }
  return (
    <Page>
      <Loaded request={template} what="the template" skeleton={<Skeleton className="h-96 w-full rounded-lg" />}>
        {(data) => <SubmitForm template={data} origin={origin.data ?? null} suggestedName={suggestedName} />}
      </Loaded>
    </Page>
  );
}
