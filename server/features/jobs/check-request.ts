import type { Context } from '#server/auth/context.ts';
import { can } from '#server/auth/permissions.ts';
import { listPricedModels } from '#server/features/costs/list-priced-models.ts';
import { gpuParameter, gpusPerWorkerParameter, resolveJob } from '#server/features/templates/domain/resolve.ts';
import { type LoadedTemplate, loadTemplateVersion } from '#server/features/templates/load-template-version.ts';
import { AppError, type FieldErrors } from '#server/lib/errors.ts';
import { checkCapacity } from './domain/check-capacity.ts';
import { baseName, freeName } from './domain/free-name.ts';
import type { JobSpec } from './domain/spec.ts';
import type { JobRequest } from './schemas.ts';
import { findClonable, findTeam, listNodes, nameExists, namesLike } from './submission-repository.ts';

export interface CheckedRequest {
  team: NonNullable<Awaited<ReturnType<typeof findTeam>>>;
  /** What is wrong, by field; empty: it can be submitted. */
  fields: FieldErrors;
  /** Null when the template or its parameters are wrong. */
  resolved: { template: LoadedTemplate; spec: JobSpec; parameters: Record<string, string | number | boolean> } | null;
}

/**
 * Everything that decides whether a job can be submitted, apart from the right to; preview and
 * submission ask the same.
 * @throws AppError `not_found` for a team that is gone
 */
export async function checkRequest(ctx: Pick<Context, 'db' | 'actor'>, request: JobRequest): Promise<CheckedRequest> {
  const team = await findTeam(ctx.db, request.teamId);
  if (!team) throw new AppError('not_found', 'There is no such team.');
  const fields: FieldErrors = {
    ...(await checkName(ctx, request, team.slug)),
    ...(await checkClone(ctx, request)),
  };
  const template = await loadTemplate(ctx, request, fields);
  if (!template) return { team, fields, resolved: null };
  const resolution = resolveJob(template.content, { ...request, jobName: request.name, team: team.slug });
  if (!resolution.ok) return { team, fields: { ...fields, ...resolution.fields }, resolved: null };
  const { spec, parameters } = resolution;
  const { content } = template;
  const capacity = checkCapacity(
    spec,
    { team, nodes: await listNodes(ctx.db), pricedModels: await listPricedModels(ctx.db) },
    { total: gpuParameter(content), perWorker: gpusPerWorkerParameter(content) },
  );
  return { team, fields: { ...fields, ...capacity }, resolved: { template, spec, parameters } };
}

async function loadTemplate(ctx: Pick<Context, 'db'>, request: JobRequest, fields: FieldErrors) {
  const { templateSlug: slug, templateVersion: version, teamId } = request;
  const wanted = { slug, teams: [teamId] };
  const template = await loadTemplateVersion(ctx.db, version === undefined ? wanted : { ...wanted, version });
  if (template) return template;
  if (version !== undefined && (await loadTemplateVersion(ctx.db, wanted))) {
    fields.templateVersion = `"${slug}" has no version ${version}`;
  } else fields.templateSlug = `there is no template "${slug}"`;
  return null;
}

async function checkName(
  { db }: Pick<Context, 'db'>,
  { teamId, name }: JobRequest,
  slug: string,
): Promise<FieldErrors> {
  if (!(await nameExists(db, teamId, name))) return {};
  // Long names are cut to make room for a number: what is asked for has to cover the cut ones.
  const taken = await namesLike(db, teamId, baseName(name).slice(0, 40));
  return { name: `${name} is taken in ${slug}; ${freeName(name, taken)} is free` };
}

async function checkClone(ctx: Pick<Context, 'db' | 'actor'>, { clonedFrom }: JobRequest): Promise<FieldErrors> {
  if (clonedFrom === null) return {};
  const source = await findClonable(ctx.db, clonedFrom);
  return source && can(ctx.actor, 'job.read', source) ? {} : { clonedFrom: 'there is no such job to clone' };
}
