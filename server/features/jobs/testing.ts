import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Db } from '#db/client.ts';
import {
  job,
  membership,
  type PlatformRole,
  person,
  type TeamRole,
  team,
  template,
  templateVersion,
} from '#db/schema/index.ts';
import { loadActor } from '#server/auth/load-actor.ts';
import type { Actor } from '#server/auth/permissions.ts';
import { publishBuiltinTemplates } from '#server/features/templates/publish-builtin.ts';
import type { JobSpec } from './domain/spec.ts';

export const exampleSpec: JobSpec = {
  framework: 'pytorch',
  strategy: 'ddp',
  image: 'team/train:1',
  command: ['python', 'train.py'],
  env: {},
  workers: 2,
  gpusPerWorker: 4,
  cpuPerWorker: '8',
  memoryPerWorker: '64Gi',
  sharedMemory: null,
  gpuModel: 'A100-40GB',
  capacityType: null,
  pool: null,
  priorityClass: 'research',
  maxRuntimeSeconds: 3_600,
  ttlSecondsAfterFinished: 600,
  checkpoint: null,
  mlflow: false,
};

/** Rows that tests about jobs start from. */
export function jobRows(db: Db) {
  let version: Promise<string> | null = null;
  const builtinVersion = async () => {
    await publishBuiltinTemplates(db);
    const [row] = await db
      .select({ id: templateVersion.id })
      .from(templateVersion)
      .innerJoin(template, eq(template.id, templateVersion.templateId))
      .where(eq(template.slug, 'pytorch-ddp'));
    return row?.id ?? '';
  };
  return {
    /** @returns the team's id */
    async team(slug: string, guaranteedGpus = 8): Promise<string> {
      const quota = { guaranteedGpus, maxGpus: 100, weight: 1 };
      const [row] = await db
        .insert(team)
        .values({ slug, name: slug.toUpperCase(), ...quota })
        .returning();
      return row?.id ?? '';
    },
    async actor(
      email: string,
      roles: { teams?: Record<string, TeamRole>; platform?: PlatformRole[] } = {},
    ): Promise<Actor> {
      const [row] = await db
        .insert(person)
        .values({ email, name: email, platformRoles: roles.platform ?? [] })
        .returning();
      const personId = row?.id ?? '';
      for (const [teamId, role] of Object.entries(roles.teams ?? {})) {
        await db.insert(membership).values({ teamId, personId, role });
      }
      const actor = await loadActor(db, personId);
      if (!actor) throw new Error('no actor');
      return actor;
    },
    /** @returns the job's id */
    async job(
      values: Pick<typeof job.$inferInsert, 'teamId' | 'ownerId' | 'name'> & Partial<typeof job.$inferInsert>,
    ): Promise<string> {
      version ??= builtinVersion();
      const templateSlug = values.templateSlug ?? 'pytorch-ddp';
      const [row] = await db
        .insert(job)
        .values({
          templateVersionId: await version,
          templateSlug,
          parameters: { num_gpus: 8 },
          spec: exampleSpec,
          gpus: 8,
          priorityClass: 'research',
          maxRuntimeSeconds: 3_600,
          searchText: [values.name, ...(values.tags ?? []), templateSlug].join(' '),
          submissionKey: v7(),
          submissionHash: 'x',
          reason: { code: 'Waiting', text: 'Waiting.' },
          ...values,
        })
        .returning({ id: job.id });
      return row?.id ?? '';
    },
  };
}
