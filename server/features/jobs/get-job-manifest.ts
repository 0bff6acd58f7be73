import type { z } from 'zod';
import type { Context } from '#server/auth/context.ts';
import { namespaceOf, queueOf } from '#server/features/teams/names.ts';
import { manifestYaml } from './domain/manifest-yaml.ts';
import { renderVolcanoJob } from './domain/render-volcano-job.ts';
import { jobSpecSchema } from './domain/spec.ts';
import { loadJob } from './load-job.ts';
import type { jobManifestOutput } from './schemas.ts';

/** The Volcano Job as the portal sends it to Kubernetes, in YAML. @throws AppError `not_found`, `forbidden` */
export async function getJobManifest(
  ctx: Pick<Context, 'actor' | 'db'>,
  { jobId }: { jobId: string },
): Promise<z.infer<typeof jobManifestOutput>> {
  const found = await loadJob(ctx, jobId);
  const rendered = renderVolcanoJob({
    jobId: found.id,
    name: found.name,
    namespace: namespaceOf(found.team.slug),
    queue: queueOf(found.team.slug),
    teamSlug: found.team.slug,
    ownerEmail: found.owner.email,
    templateSlug: found.templateSlug,
    spec: jobSpecSchema.parse(found.spec),
  });
  return { yaml: manifestYaml(rendered) };
}
