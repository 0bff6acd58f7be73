import { z } from 'zod';
import { templateContentSchema } from './domain/content.ts';

export const templateSummarySchema = z.object({
  id: z.uuid(),
  slug: z.string(),
  /** Null: the platform's own. */
  teamSlug: z.string().nullable(),
  version: z.int(),
  title: z.string(),
  description: z.string(),
  framework: z.string(),
  strategy: z.string(),
  tags: z.array(z.string()),
  usesGpus: z.boolean(),
  /** Jobs made from it in the last 30 days. */
  recentJobs: z.int(),
});
export const listTemplatesInput = z.object({
  search: z.string().max(200).default(''),
  tags: z.array(z.string().max(30)).max(20).default([]),
});
export const listTemplatesOutput = z.object({ templates: z.array(templateSummarySchema) });

export const getTemplateInput = z.object({ slug: z.string().max(60), version: z.int().positive().optional() });
export const getTemplateOutput = z.object({
  id: z.uuid(),
  versionId: z.uuid(),
  version: z.int(),
  versions: z.array(z.object({ version: z.int(), createdAt: z.date(), createdBy: z.string().nullable() })),
  content: templateContentSchema,
});
