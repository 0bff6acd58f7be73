import type { z } from 'zod';
import { finishedStates, type JobState, stateRank } from '#db/schema/index.ts';
import { authorize, type Context } from '#server/auth/context.ts';
import { visibleTeams } from '#server/auth/permissions.ts';
import { parseSearch } from './domain/search-query.ts';
import { type Cursor, readCursor, writeCursor } from './list-cursor.ts';
import type { JobFilter } from './list-filter.ts';
import { findPage } from './list-page.ts';
import { loadSummaries, personIdsByEmail, teamIdsBySlug } from './list-repository.ts';
import type { listJobsInput, listJobsOutput } from './schemas.ts';

type Input = z.infer<typeof listJobsInput>;
type Output = z.infer<typeof listJobsOutput>;
type Row = Awaited<ReturnType<typeof loadSummaries>>[number];

/**
 * A page of the jobs of the teams that the actor may see.
 * @throws AppError `invalid` for a cursor of another list, or of none
 */
export async function listJobs(ctx: Pick<Context, 'actor' | 'db'>, input: Input): Promise<Output> {
  authorize(ctx, 'job.list');
  const after = input.cursor === null ? null : readCursor(input.cursor, input);
  const filter = await resolveFilter(ctx, input);
  if (filter === null) return { jobs: [], nextCursor: null, total: 0 };
  // One more than is shown tells whether there is a next page.
  const { ids, total } = await findPage(ctx.db, filter, input, { after, limit: input.limit + 1 });
  const rows = await loadSummaries(ctx.db, ids.slice(0, input.limit));
  const last = rows.at(-1);
  return {
    jobs: rows.map(toSummary),
    nextCursor: ids.length > input.limit && last ? writeCursor(cursorAt(last, input)) : null,
    total,
  };
}

/** @returns null when nothing can match */
async function resolveFilter(ctx: Pick<Context, 'actor' | 'db'>, input: Input): Promise<JobFilter | null> {
  const visible = visibleTeams(ctx.actor);
  const asked = input.teamSlugs.length === 0 ? 'all' : await teamIdsBySlug(ctx.db, input.teamSlugs);
  const teamIds = asked === 'all' ? visible : visible === 'all' ? asked : asked.filter((id) => visible.includes(id));
  const ownerIds = input.owners.length === 0 ? 'any' : await personIdsByEmail(ctx.db, input.owners);
  if (teamIds.length === 0 || ownerIds.length === 0) return null;
  return { teamIds, ownerIds, states: input.states, templates: input.templates, search: parseSearch(input.search) };
}

function cursorAt(row: Row, { sort, direction }: Input): Cursor {
  const place = { direction, id: row.id };
  switch (sort) {
    case 'submitted':
      return { ...place, sort, value: row.submittedAt.toISOString() };
    case 'name':
      return { ...place, sort, value: row.name };
    case 'gpus':
      return { ...place, sort, value: row.gpus };
    case 'state':
      return { ...place, sort, value: stateRank(row.state) };
    case 'owner':
      return { ...place, sort, value: row.owner.email };
  }
}

/** A row as lists show it. */
export function toSummary(row: Row): Output['jobs'][number] {
  const { id, name, team, owner, templateSlug, state, reason, gpus, gpuModel, capacityType, priorityClass, tags } = row;
  const { submittedAt, runningAt, finishedAt, observedAt } = row;
  return {
    ...{ id, name, team, owner, templateSlug, state, reason, gpus, gpuModel, capacityType, priorityClass, tags },
    ...{ submittedAt, runningAt, finishedAt, observedAt },
    stopping: row.desiredState === 'stopped' && !isFinished(state),
  };
}

/** Whether a job in this state never leaves it. */
export const isFinished = (state: JobState): boolean => finishedStates.some((finished) => finished === state);
