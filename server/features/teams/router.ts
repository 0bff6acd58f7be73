import { z } from 'zod';
import { procedure, router } from '#server/trpc/init.ts';
import { createTeam } from './create-team.ts';
import { getTeam } from './get-team.ts';
import { listTeams, listTeamsOutput } from './list-teams.ts';
import { createTeamInput, getTeamOutput, setMemberInput, setTeamQuotaInput } from './schemas.ts';
import { setMember } from './set-member.ts';
import { setTeamQuota } from './set-team-quota.ts';

export const teamsRouter = router({
  list: procedure('team.list')
    .output(listTeamsOutput)
    .query(({ ctx }) => listTeams(ctx)),
  get: procedure('team.read')
    .input(z.object({ slug: z.string().max(40) }))
    .output(getTeamOutput)
    .query(({ ctx, input }) => getTeam(ctx, input)),
  create: procedure('team.create')
    .input(createTeamInput)
    .output(z.object({ teamId: z.uuid() }))
    .mutation(({ ctx, input }) => createTeam(ctx, input)),
  setQuota: procedure('team.set-quota')
    .input(setTeamQuotaInput)
    .output(z.object({ version: z.int() }))
    .mutation(({ ctx, input }) => setTeamQuota(ctx, input)),
  setMember: procedure('team.manage-members')
    .input(setMemberInput)
    .mutation(({ ctx, input }) => setMember(ctx, input)),
});
