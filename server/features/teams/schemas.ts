import { z } from 'zod';
import { platformRoles, teamRoles } from '#db/schema/index.ts';

/** DNS label; with the prefix `team-` it has to fit a namespace's 63 characters. */
export const teamSlugSchema = z
  .string()
  .regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, 'lower-case letters, digits and hyphens, at most 40');
const quota = {
  guaranteedGpus: z.int().min(0).max(100_000),
  maxGpus: z.int().min(0).max(100_000),
  weight: z.int().min(1).max(10_000),
};

export const createTeamInput = z
  .object({ slug: teamSlugSchema, name: z.string().min(1).max(80), ...quota })
  .refine((t) => t.maxGpus >= t.guaranteedGpus, { path: ['maxGpus'], message: 'max must be at least guaranteed' });
export const setTeamQuotaInput = z
  .object({ teamId: z.uuid(), version: z.int(), ...quota })
  .refine((t) => t.maxGpus >= t.guaranteedGpus, { path: ['maxGpus'], message: 'max must be at least guaranteed' });
export const setMemberInput = z.object({
  teamId: z.uuid(),
  email: z.email(),
  role: z.enum(teamRoles).nullable().describe('null: remove'),
});
export const createPersonInput = z.object({
  email: z.email(),
  name: z.string().min(1).max(120),
  platformRoles: z.array(z.enum(platformRoles)).default([]),
});

export const meOutput = z.object({
  personId: z.uuid(),
  email: z.string(),
  name: z.string(),
  platformRoles: z.array(z.enum(platformRoles)),
  teams: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string(), role: z.enum(teamRoles) })),
});

export const teamSummarySchema = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  ...quota,
  version: z.int(),
});
export const getTeamOutput = teamSummarySchema.extend({
  namespace: z.string(),
  queue: z.string(),
  /** Whether the cluster has what this row says. */
  applied: z.boolean(),
  appliedAt: z.date().nullable(),
  applyProblem: z.string().nullable(),
  members: z.array(z.object({ personId: z.uuid(), email: z.string(), name: z.string(), role: z.enum(teamRoles) })),
});
