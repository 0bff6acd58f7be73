import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant, tsvector } from './columns.ts';
import { person } from './person.ts';
import { team } from './team.ts';
import { templateVersion } from './template.ts';

export const jobStates = [
  'queued',
  'admitted',
  'starting',
  'running',
  'restarting',
  'succeeded',
  'failed',
  'stopped',
] as const;
export type JobState = (typeof jobStates)[number];

/** Position of a state in a job's life, from 1. */
export const stateRank = (state: JobState): number => jobStates.indexOf(state) + 1;

/** States a job never leaves. */
export const finishedStates = ['succeeded', 'failed', 'stopped'] as const satisfies readonly JobState[];

export const priorityClasses = ['production', 'research', 'experiments'] as const;
export type PriorityClass = (typeof priorityClasses)[number];

export const capacityTypes = ['reserved', 'spot', 'on-demand'] as const;
export type CapacityType = (typeof capacityTypes)[number];

/** Why a job is in its state: a closed code for programs, words for people, the raw message behind them. */
export interface StateReason {
  code: string;
  text: string;
  raw?: string;
}

/**
 * A job: what a person asked for (written by use cases) and, from `state` on, what the cluster was
 * last seen to do (written by the worker only).
 */
export const job = pgTable(
  'job',
  {
    id: id(),
    teamId: uuid()
      .notNull()
      .references(() => team.id),
    ownerId: uuid()
      .notNull()
      .references(() => person.id),
    /** DNS label, unique in the team for ever; also the Volcano Job's name in the team's namespace. */
    name: text().notNull(),
    templateVersionId: uuid()
      .notNull()
      .references(() => templateVersion.id),
    /** Denormalised for filters: the slug of the template. */
    templateSlug: text().notNull(),
    parameters: jsonb().notNull(),
    /** The resolved job, parsed by the jobs feature's schema on every read. */
    spec: jsonb().notNull(),
    gpus: integer().notNull(),
    /** Null: a job without GPUs. */
    gpuModel: text(),
    /** Null: any. */
    capacityType: text().$type<CapacityType>(),
    priorityClass: text().$type<PriorityClass>().notNull(),
    maxRuntimeSeconds: integer().notNull(),
    tags: text().array().notNull().default([]),
    /** Name, tags, owner and template in one text, for full-text search. */
    searchText: text().notNull(),
    /**
     * Its words, cut at everything that is neither letter nor digit: PostgreSQL's own parser would keep
     * `alice@example.com` and `-50` of `resnet-50` whole. And the team, as a word nobody can type, so that
     * one index answers "this word in that team". Stored: reading it is far cheaper than parsing.
     */
    searchWords: tsvector().generatedAlwaysAs(
      sql`to_tsvector('simple', regexp_replace(search_text, '[^[:alnum:]]+', ' ', 'g')) || array_to_tsvector(array['=' || team_id::text])`,
    ),
    /** The person's key for this submission: a double click or a retry makes one job. */
    submissionKey: text().notNull(),
    /** SHA-256 of the submitted input, to tell a retry from another submission under the same key. */
    submissionHash: text().notNull(),
    clonedFrom: uuid(),
    submittedAt: createdAt(),
    /** What the person wants of it now. */
    desiredState: text({ enum: ['running', 'stopped'] })
      .notNull()
      .default('running'),
    stopRequestedBy: uuid().references(() => person.id),
    stopRequestedAt: instant(),

    state: text({ enum: jobStates }).notNull().default('queued'),
    /** Position of the state in a job's life: what lists sort by. */
    stateRank: integer().generatedAlwaysAs(
      sql.raw(`array_position(array[${jobStates.map((name) => `'${name}'`).join(', ')}], state)`),
    ),
    reason: jsonb().$type<StateReason>().notNull(),
    /** When the worker last compared this row with the cluster; null: never yet. */
    observedAt: instant(),
    /** UID of the Volcano Job: null until the cluster has it. */
    kubernetesUid: text(),
    /** The Volcano Job is gone from the cluster (its TTL, or deleted by hand): the row is history. */
    forgotten: boolean().notNull().default(false),
    attempt: integer().notNull().default(1),
    createdInClusterAt: instant(),
    admittedAt: instant(),
    scheduledAt: instant(),
    runningAt: instant(),
    finishedAt: instant(),
    exitCode: integer(),
  },
  (t) => [
    unique('job_name_in_team').on(t.teamId, t.name),
    unique('job_submission').on(t.ownerId, t.submissionKey),
    // For each order of the list: one index over all teams, one within a team. All ascend: reading them
    // backwards is the other direction, and PostgreSQL's default place of nulls matches in both.
    index('job_submitted').on(t.submittedAt, t.id),
    index('job_team_submitted').on(t.teamId, t.submittedAt, t.id),
    index('job_name').on(t.name, t.id),
    index('job_team_name').on(t.teamId, t.name, t.id),
    index('job_gpus').on(t.gpus, t.id),
    index('job_team_gpus').on(t.teamId, t.gpus, t.id),
    index('job_state_rank').on(t.stateRank, t.id),
    index('job_team_state_rank').on(t.teamId, t.stateRank, t.id),
    index('job_owner').on(t.ownerId, t.id),
    index('job_team_owner').on(t.teamId, t.ownerId, t.id),
    // For filters.
    index('job_state').on(t.state, t.teamId),
    index('job_owner_state').on(t.ownerId, t.state),
    index('job_template').on(t.templateSlug, t.teamId),
    index('job_active').on(t.teamId).where(sql`${t.state} not in ('succeeded', 'failed', 'stopped')`),
    // Jobs that Kubernetes still has, so that looking for them does not read years of history.
    index('job_in_cluster').on(t.id).where(sql`not ${t.forgotten} and ${t.kubernetesUid} is not null`),
    index('job_search').using('gin', t.searchWords),
  ],
);
