import { z } from 'zod';
import { capacityTypes, jobStates, priorityClasses } from '#db/schema/index.ts';
import { jobNameSchema, jobSpecSchema } from './domain/spec.ts';

const tag = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/=-]{0,39}$/, 'letters, digits and . _ : / = - (at most 40)');
const money = z.string().describe('US dollars as a decimal number with two digits, e.g. "12.40"');
const reason = z.object({ code: z.string(), text: z.string(), raw: z.string().optional() });

/** What a person fills in. */
export const jobRequestSchema = z.object({
  templateSlug: z.string().max(60),
  templateVersion: z.int().positive().optional().describe('default: the latest'),
  teamId: z.uuid(),
  name: jobNameSchema,
  parameters: z.record(z.string().max(60), z.union([z.string().max(4_000), z.number(), z.boolean()])),
  priorityClass: z.enum(priorityClasses),
  gpuModel: z.string().max(40).nullable(),
  capacityType: z.enum(capacityTypes).nullable(),
  maxRuntimeSeconds: z
    .int()
    .min(60, 'at least a minute')
    .max(14 * 86_400, 'at most 14 days'),
  tags: z.array(tag).max(20).default([]),
  clonedFrom: z.uuid().nullable().default(null),
});
export type JobRequest = z.infer<typeof jobRequestSchema>;

export const submitJobInput = jobRequestSchema.extend({
  submissionKey: z
    .string()
    .min(8)
    .max(100)
    .describe('made once per filled-in form: a retry with the same key makes no second job'),
});
export const submitJobOutput = z.object({ jobId: z.uuid(), name: z.string(), alreadySubmitted: z.boolean() });

export const previewJobInput = jobRequestSchema;
export const previewJobOutput = z.object({
  /** Problems by field; empty when it could be submitted. */
  fields: z.record(z.string(), z.string()),
  spec: jobSpecSchema.nullable(),
  /** The Volcano Job as YAML. */
  manifest: z.string().nullable(),
  /** The API server's own dry-run. */
  dryRun: z.object({ outcome: z.enum(['accepted', 'refused', 'unknown']), text: z.string() }),
  gpus: z.int(),
  team: z.object({ guaranteed: z.int(), max: z.int(), held: z.int(), waiting: z.int() }),
  /** GPUs of the chosen model and capacity type in the cluster; null while the cluster has not been seen. */
  cluster: z.object({ free: z.int(), total: z.int(), observedAt: z.date() }).nullable(),
  usdPerHour: money.nullable().describe('null: no price is known for this GPU model'),
  usdAtMost: money.nullable(),
});

export const jobSorts = ['submitted', 'name', 'gpus', 'state', 'owner'] as const;
// PostgreSQL has no text with a NUL in it.
const filterText = (length: number) =>
  z
    .string()
    .max(length)
    .regex(/^[^\0]*$/);
export const listJobsInput = z.object({
  teamSlugs: z.array(filterText(40)).max(50).default([]),
  states: z.array(z.enum(jobStates)).default([]),
  owners: z.array(filterText(200)).max(20).default([]).describe('e-mail addresses'),
  templates: z.array(filterText(60)).max(50).default([]),
  search: z.string().max(200).default(''),
  sort: z.enum(jobSorts).default('submitted'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  cursor: z.string().max(500).nullable().default(null),
  limit: z.int().min(1).max(200).default(50),
});
export const jobSummarySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  team: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
  owner: z.object({ email: z.string(), name: z.string() }),
  templateSlug: z.string(),
  state: z.enum(jobStates),
  reason,
  gpus: z.int(),
  gpuModel: z.string().nullable(),
  capacityType: z.enum(capacityTypes).nullable(),
  priorityClass: z.enum(priorityClasses),
  tags: z.array(z.string()),
  submittedAt: z.date(),
  runningAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  observedAt: z.date().nullable(),
  /** A stop was asked for and has not happened yet. */
  stopping: z.boolean(),
});
export const listJobsOutput = z.object({
  jobs: z.array(jobSummarySchema),
  nextCursor: z.string().nullable(),
  /** Counted up to 10,000. */
  total: z.int(),
});

export const jobIdInput = z.object({ jobId: z.uuid() });
export const getJobOutput = jobSummarySchema.extend({
  attempt: z.int(),
  namespace: z.string(),
  templateVersion: z.int(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  spec: jobSpecSchema,
  maxRuntimeSeconds: z.int(),
  clonedFrom: z.uuid().nullable(),
  forgotten: z.boolean(),
  exitCode: z.int().nullable(),
  createdInClusterAt: z.date().nullable(),
  admittedAt: z.date().nullable(),
  scheduledAt: z.date().nullable(),
  cost: z.object({
    gpuHours: z.string().describe('decimal with two digits'),
    usd: money.nullable(),
    /** GPU models without a price in the period; their hours are not in `usd`. */
    unpriced: z.array(z.string()),
    /** Whether it still grows. */
    running: z.boolean(),
  }),
  pods: z.array(
    z.object({
      uid: z.string(),
      name: z.string(),
      task: z.string(),
      index: z.int(),
      attempt: z.int(),
      phase: z.enum(['pending', 'starting', 'running', 'succeeded', 'failed', 'gone']),
      reason: z.string().nullable(),
      message: z.string().nullable(),
      exitCode: z.int().nullable(),
      node: z.string().nullable(),
      gpus: z.int(),
      scheduledAt: z.date().nullable(),
      startedAt: z.date().nullable(),
      finishedAt: z.date().nullable(),
    }),
  ),
  /** What the signed-in person may do with it now. */
  may: z.object({ stop: z.boolean(), clone: z.boolean() }),
});
export const listJobEventsOutput = z.object({
  events: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['normal', 'warning']),
      text: z.string(),
      rawReason: z.string().nullable(),
      rawMessage: z.string().nullable(),
      object: z.string().nullable(),
      count: z.int(),
      firstAt: z.date(),
      lastAt: z.date(),
    }),
  ),
});
export const jobManifestOutput = z.object({ yaml: z.string() });

/** Sent while a job or a list is open: which job changed. The client then asks for what it shows. */
export const watchJobsInput = z.object({ jobId: z.uuid().optional() });
export const jobChangeSchema = z.object({ jobId: z.uuid(), teamId: z.uuid() });

/** `GET /api/jobs/{id}/logs?pod=<uid>&follow=1&tail=1000`: plain text, streamed; see app/api/jobs. */
export const jobLogsQuery = z.object({
  pod: z.string().max(60),
  follow: z.enum(['0', '1']).default('0'),
  tail: z.coerce.number().int().min(1).max(100_000).optional(),
  download: z.enum(['0', '1']).default('0'),
});
