import { nothing, procedure, router } from '#server/trpc/init.ts';
import { getCapacity } from './get-capacity.ts';
import { capacityOutput } from './schemas.ts';

export const capacityRouter = router({
  get: procedure('capacity.read')
    .input(nothing)
    .output(capacityOutput)
    .query(({ ctx }) => getCapacity(ctx)),
});
