import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from './columns.ts';
import { job } from './job.ts';

/** Something that happened to a job: in the cluster (Kubernetes events) or seen by the portal. Written by the worker only. */
export const jobEvent = pgTable(
  'job_event',
  {
    id: id(),
    jobId: uuid()
      .notNull()
      .references(() => job.id),
    /** What makes it one event: Kubernetes' event UID, or a name of the portal's own (`state:running:2`). */
    key: text().notNull().unique(),
    kind: text({ enum: ['normal', 'warning'] }).notNull(),
    /** In words for people. */
    text: text().notNull(),
    /** Kubernetes' own reason and message. */
    rawReason: text(),
    rawMessage: text(),
    /** `Job`, `PodGroup`, `Pod` … and its name. */
    objectKind: text(),
    objectName: text(),
    count: integer().notNull().default(1),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
  },
  (t) => [index('job_event_job').on(t.jobId, t.lastAt.desc())],
);
