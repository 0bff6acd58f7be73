import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { type CapacityType, job } from './job.ts';

/** A pod of a job as last seen; kept after Kubernetes has forgotten it. Written by the worker only. */
export const jobPod = pgTable(
  'job_pod',
  {
    /** The pod's UID in Kubernetes. */
    uid: text().primaryKey(),
    jobId: uuid()
      .notNull()
      .references(() => job.id),
    name: text().notNull(),
    /** Task of the Volcano Job (`master`, `worker`, …) and the index in it. */
    task: text().notNull(),
    index: integer().notNull(),
    /** 1 for the first; one more after each restart of the job. */
    attempt: integer().notNull(),
    phase: text({ enum: ['pending', 'starting', 'running', 'succeeded', 'failed', 'gone'] }).notNull(),
    /** Kubernetes' own reason (`OOMKilled`, `Evicted`, `ErrImagePull`, …), if there is one. */
    reason: text(),
    message: text(),
    exitCode: integer(),
    node: text(),
    gpus: integer().notNull(),
    gpuModel: text(),
    capacityType: text().$type<CapacityType>(),
    createdAt: instant().notNull(),
    /** Bound to a node: from now on it holds its GPUs. */
    scheduledAt: instant(),
    startedAt: instant(),
    finishedAt: instant(),
    observedAt: instant().notNull(),
    /** The log has been stored completely, or (false) may still grow. Null: none stored. */
    logBytes: integer(),
    logStoredAt: instant(),
  },
  (t) => [index('job_pod_job').on(t.jobId, t.attempt, t.index)],
);
