import { procedure } from '#server/trpc/init.ts';
import { getJob } from './get-job.ts';
import { getJobManifest } from './get-job-manifest.ts';
import { listJobEvents } from './list-job-events.ts';
import { listJobs } from './list-jobs.ts';
import {
  getJobOutput,
  jobIdInput,
  jobManifestOutput,
  listJobEventsOutput,
  listJobsInput,
  listJobsOutput,
  watchJobsInput,
} from './schemas.ts';
import { watchJobs } from './watch-jobs.ts';

/** Procedures that read jobs. */
export const jobReadProcedures = {
  list: procedure('job.list')
    .input(listJobsInput)
    .output(listJobsOutput)
    .query(({ ctx, input }) => listJobs(ctx, input)),
  get: procedure('job.read')
    .input(jobIdInput)
    .output(getJobOutput)
    .query(({ ctx, input }) => getJob(ctx, input)),
  events: procedure('job.read')
    .input(jobIdInput)
    .output(listJobEventsOutput)
    .query(({ ctx, input }) => listJobEvents(ctx, input)),
  manifest: procedure('job.read')
    .input(jobIdInput)
    .output(jobManifestOutput)
    .query(({ ctx, input }) => getJobManifest(ctx, input)),
  onChange: procedure('job.list')
    .input(watchJobsInput)
    .subscription(({ ctx, input, signal }) => watchJobs(ctx, input, signal ?? new AbortController().signal)),
};
