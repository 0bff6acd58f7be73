import { boolean, integer, pgTable, real, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import type { CapacityType } from './job.ts';

/** A node as last seen. Written by the worker only. */
export const clusterNode = pgTable('cluster_node', {
  name: text().primaryKey(),
  gpuModel: text(),
  capacityType: text().$type<CapacityType>(),
  /** GPUs that can be given to pods. */
  gpus: integer().notNull(),
  ready: boolean().notNull(),
  /** Not cordoned. */
  schedulable: boolean().notNull(),
  /** Node pool with a taint of its own; null: the general one. */
  pool: text(),
  observedAt: instant().notNull(),
});

/** A Volcano queue as last seen. Written by the worker only. */
export const clusterQueue = pgTable('cluster_queue', {
  name: text().primaryKey(),
  deservedGpus: integer(),
  capabilityGpus: integer(),
  weight: integer(),
  allocatedGpus: integer().notNull(),
  state: text().notNull(),
  observedAt: instant().notNull(),
});

/** State of each part of the system: written by the process that knows, shown in the portal and in /api/ready. */
export const componentStatus = pgTable('component_status', {
  name: text().primaryKey(),
  title: text().notNull(),
  state: text({ enum: ['waiting', 'running', 'done', 'failed', 'skipped'] }).notNull(),
  /** 0 to 1 while something is being built or loaded; null when that is not known. */
  progress: real(),
  detail: text().notNull().default(''),
  observedAt: instant().notNull(),
});
