import { z } from 'zod';
import { frameworks, strategies } from '#server/features/jobs/domain/spec.ts';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and underscores; starts with a letter');
const common = {
  name,
  title: z.string().min(1).max(80),
  description: z.string().max(500).default(''),
  required: z.boolean().default(true),
  /** Forms show these behind "More options". */
  advanced: z.boolean().default(false),
};

/** A typed parameter of a template. Bounds are inclusive. */
export const parameterSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('integer'),
    default: z.int().optional(),
    minimum: z.int().optional(),
    maximum: z.int().optional(),
    unit: z.string().max(20).optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('number'),
    default: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    unit: z.string().max(20).optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('string'),
    default: z.string().optional(),
    pattern: z.string().max(200).optional(),
    maxLength: z.int().max(4_000).default(500),
  }),
  z.strictObject({ ...common, type: z.literal('boolean'), default: z.boolean().optional() }),
  z.strictObject({
    ...common,
    type: z.literal('enum'),
    default: z.string().optional(),
    values: z.array(z.string().max(200)).min(1).max(50),
  }),
]);
export type Parameter = z.infer<typeof parameterSchema>;

/** A literal, or text with `{{ CEL expression }}` parts over the parameters and the person's choices. */
const expression = z.union([z.string().max(2_000), z.number(), z.boolean()]);

/** What a template says a job is; every value may be an expression. Evaluates to a JobSpec. */
export const templateJobSchema = z.strictObject({
  image: expression,
  command: z.array(expression).min(1).max(100),
  env: z.record(z.string(), expression).default({}),
  workers: expression.default(1),
  gpusPerWorker: expression.default(0),
  cpuPerWorker: expression,
  memoryPerWorker: expression,
  sharedMemory: expression.nullable().default(null),
  pool: z.string().nullable().default(null),
  checkpoint: z.strictObject({ path: expression, intervalMinutes: expression }).nullable().default(null),
  mlflow: z.boolean().default(false),
});

/** A template's version as written down; immutable once published. */
export const templateContentSchema = z.strictObject({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  title: z.string().min(1).max(80),
  description: z.string().max(2_000),
  framework: z.enum(frameworks),
  strategy: z.enum(strategies),
  tags: z.array(z.string().max(30)).max(20).default([]),
  /** Whether the form asks for a GPU model and capacity type. */
  usesGpus: z.boolean(),
  defaultGpuModel: z.string().nullable().default(null),
  maxRuntimeHours: z.number().positive().max(336).default(24),
  parameters: z.array(parameterSchema).max(60),
  job: templateJobSchema,
});
export type TemplateContent = z.infer<typeof templateContentSchema>;
