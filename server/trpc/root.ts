import { capacityRouter } from '#server/features/capacity/router.ts';
import { jobReadProcedures } from '#server/features/jobs/router-read.ts';
import { jobWriteProcedures } from '#server/features/jobs/router-write.ts';
import { peopleRouter } from '#server/features/people/router.ts';
import { systemRouter } from '#server/features/system/router.ts';
import { teamsRouter } from '#server/features/teams/router.ts';
import { templatesRouter } from '#server/features/templates/router.ts';
import { createCallerFactory, router } from './init.ts';

export const appRouter = router({
  capacity: capacityRouter,
  jobs: router({ ...jobReadProcedures, ...jobWriteProcedures }),
  people: peopleRouter,
  system: systemRouter,
  teams: teamsRouter,
  templates: templatesRouter,
});
export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
