import { procedure } from '#server/trpc/init.ts';
import { previewJob } from './preview-job.ts';
import { jobIdInput, previewJobInput, previewJobOutput, submitJobInput, submitJobOutput } from './schemas.ts';
import { stopJob } from './stop-job.ts';
import { submitJob } from './submit-job.ts';

/** Procedures that change jobs, and the preview of a submission. */
export const jobWriteProcedures = {
  preview: procedure('job.submit')
    .input(previewJobInput)
    .output(previewJobOutput)
    .query(({ ctx, input }) => previewJob(ctx, input)),
  submit: procedure('job.submit')
    .input(submitJobInput)
    .output(submitJobOutput)
    .mutation(({ ctx, input }) => submitJob(ctx, input)),
  stop: procedure('job.stop')
    .input(jobIdInput)
    .output(jobIdInput)
    .mutation(({ ctx, input }) => stopJob(ctx, input)),
};
