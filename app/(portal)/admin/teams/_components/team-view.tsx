'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react';
import { Loaded } from '#components/feedback/loaded.tsx';
import { plural } from '#components/format.ts';
import { Page, PageHeader } from '#components/layout/page-header.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Copyable } from '#components/ui/copy-button.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';
import { isAdmin } from '../../../_data/may.ts';
import type { Team } from '../../../_data/types.ts';
import { useMe } from '../../../_shell/me.tsx';
import { Members } from './members.tsx';
import { QuotaForm } from './quota-form.tsx';

/** A team: its share of the GPUs, whether the cluster has it, its people. */
export function TeamView({ slug }: { slug: string }) {
  const trpc = useTRPC();
  const team = useQuery(trpc.teams.get.queryOptions({ slug }));
  return (
    <Page>
      <Loaded request={team} what="the team" skeleton={<Skeleton className="h-96 w-full rounded-lg" />}>
        {(data) => <Detail team={data} />}
      </Loaded>
    </Page>
  );
}

function Detail({ team }: { team: Team }) {
  const me = useMe();
  const admin = isAdmin(me);
  return (
    <>
      <PageHeader
        parent={<TextLink href="/admin/teams">Teams</TextLink>}
        title={team.name}
        subtitle={`${plural(team.members.length, 'person', 'people')}, ${plural(team.guaranteedGpus, 'GPU')} guaranteed, at most ${team.maxGpus}.`}
        actions={<ButtonLink href={`/jobs?team=${team.slug}`}>Jobs of {team.name}</ButtonLink>}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Members team={team} mayManage={admin || me.teams.some((one) => one.id === team.id && one.role === 'lead')} />
        <div className="flex flex-col gap-5">
          <Card title="In the cluster">
            <Applied team={team} />
            <KeyValues
              className="mt-3"
              items={[
                { key: 'Namespace', value: <Copyable text={team.namespace} label="Copy the namespace" /> },
                { key: 'Queue', value: <Copyable text={team.queue} label="Copy the queue" /> },
              ]}
            />
          </Card>
          <Card title="Quota">
            {admin ? (
              <QuotaForm key={team.version} team={team} />
            ) : (
              <KeyValues
                items={[
                  { key: 'Guaranteed', value: plural(team.guaranteedGpus, 'GPU') },
                  { key: 'Max', value: plural(team.maxGpus, 'GPU') },
                  { key: 'Weight', value: team.weight },
                ]}
              />
            )}
          </Card>
        </div>
      </div>
    </>
  );
}

function Applied({ team }: { team: Team }) {
  if (team.applied) {
    return (
      <p className="flex gap-2 text-sm">
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />
        <span>
          The cluster has this quota
          {team.appliedAt !== null && (
            <>
              , applied <RelativeTime at={team.appliedAt} />
            </>
          )}
          .
        </span>
      </p>
    );
  }
  return (
    <p className="flex gap-2 text-sm">
      {team.applyProblem === null ? (
        <LoaderCircle className="mt-0.5 size-4 shrink-0 animate-spin text-info" aria-hidden />
      ) : (
        <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
      )}
      <span>
        The cluster does not have it yet. {team.applyProblem ?? 'It is applied as soon as the cluster answers.'}
      </span>
    </p>
  );
}
