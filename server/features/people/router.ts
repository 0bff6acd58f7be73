import { z } from 'zod';
import { createPersonInput, meOutput } from '#server/features/teams/schemas.ts';
import { procedure, router } from '#server/trpc/init.ts';
import { createPerson } from './create-person.ts';
import { getMe } from './get-me.ts';

export const peopleRouter = router({
  me: procedure('person.self')
    .output(meOutput)
    .query(({ ctx }) => getMe(ctx)),
  create: procedure('person.create')
    .input(createPersonInput)
    .output(z.object({ personId: z.uuid() }))
    .mutation(({ ctx, input }) => createPerson(ctx, input)),
});
