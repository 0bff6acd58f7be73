'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';
import { fieldErrors } from '../../../_data/errors.ts';
import type { Team } from '../../../_data/types.ts';
import { QuotaFields, readQuota } from './quota-fields.tsx';

/** Changes a team's share; `version` makes sure that nobody else has in between. */
export function QuotaForm({ team }: { team: Team }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState({
    guaranteedGpus: String(team.guaranteedGpus),
    maxGpus: String(team.maxGpus),
    weight: String(team.weight),
  });
  const read = readQuota(draft);
  const save = useMutation(
    trpc.teams.setQuota.mutationOptions({
      onSuccess: () => toast('good', `The quota of ${team.name} is saved; the cluster gets it next.`),
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.teams.get.queryKey({ slug: team.slug }) }),
          queryClient.invalidateQueries({ queryKey: trpc.teams.list.queryKey() }),
        ]),
    }),
  );
  const refused = fieldErrors(save.error);
  const changed =
    read.quota !== null &&
    (['guaranteedGpus', 'maxGpus', 'weight'] as const).some((key) => read.quota[key] !== team[key]);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (read.quota !== null && changed) save.mutate({ teamId: team.id, version: team.version, ...read.quota });
      }}
    >
      <QuotaFields draft={draft} errors={{ ...refused, ...read.errors }} onChange={setDraft} />
      {save.error !== null && Object.keys(refused).length === 0 && (
        <p role="alert" className="text-bad text-sm">
          {save.error.message}
        </p>
      )}
      <Button type="submit" variant="primary" className="self-start" disabled={!changed} pending={save.isPending}>
        Save quota
      </Button>
    </form>
  );
}
