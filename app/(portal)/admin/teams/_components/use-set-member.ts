'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '#components/ui/toast.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';
import type { Team } from '../../../_data/types.ts';

/** Sets (or with null takes away) a person's role in the team. */
export function useSetMember(team: Team) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.teams.setMember.mutationOptions({
      onSuccess: (_, { email, role }) =>
        toast(
          'good',
          role === null ? `${email} is no longer in ${team.name}.` : `${email} is ${role} of ${team.name}.`,
        ),
      onError: (error) => toast('bad', error.message),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.teams.get.queryKey({ slug: team.slug }) }),
    }),
  );
}
