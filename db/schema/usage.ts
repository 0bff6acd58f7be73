import { index, integer, numeric, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';
import type { CapacityType } from './job.ts';

/**
 * The usage ledger: append-only (a trigger refuses UPDATE and DELETE). A hold is written when a pod
 * is bound to a node, its release when it lets go; both are keyed by the pod's UID, so seeing the
 * same thing twice writes it once. Times are Kubernetes' own, never the worker's clock.
 */
export const usageHold = pgTable(
  'usage_hold',
  {
    podUid: text().primaryKey(),
    teamId: uuid().notNull(),
    personId: uuid().notNull(),
    jobId: uuid().notNull(),
    attempt: integer().notNull(),
    node: text().notNull(),
    gpuModel: text().notNull(),
    capacityType: text().$type<CapacityType>().notNull(),
    gpus: integer().notNull(),
    heldFrom: instant().notNull(),
    recordedAt: createdAt(),
  },
  (t) => [index('usage_hold_job').on(t.jobId), index('usage_hold_team_from').on(t.teamId, t.heldFrom)],
);

export const usageRelease = pgTable('usage_release', {
  podUid: text()
    .primaryKey()
    .references(() => usageHold.podUid),
  heldUntil: instant().notNull(),
  /** How the end is known: the containers' end, the deletion, or that a list no longer had the pod. */
  basis: text({ enum: ['finished', 'deleted', 'vanished'] }).notNull(),
  recordedAt: createdAt(),
});

/** Price book: US dollars for one GPU-hour, from a date until the next row of the same model and type. */
export const price = pgTable(
  'price',
  {
    id: id(),
    gpuModel: text().notNull(),
    capacityType: text().$type<CapacityType>().notNull(),
    usdPerGpuHour: numeric({ precision: 12, scale: 6 }).notNull(),
    validFrom: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique('price_period').on(t.gpuModel, t.capacityType, t.validFrom)],
);
