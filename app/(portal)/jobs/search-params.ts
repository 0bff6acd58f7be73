import { createSerializer, parseAsArrayOf, parseAsString, parseAsStringLiteral } from 'nuqs/server';

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
export const jobSorts = ['submitted', 'name', 'gpus', 'state', 'owner'] as const;
const directions = ['asc', 'desc'] as const;

/** Everything that says which jobs are shown: a link shares it, the back button keeps it. */
export const jobsSearchParams = {
  q: parseAsString.withDefault(''),
  team: parseAsArrayOf(parseAsString).withDefault([]),
  state: parseAsArrayOf(parseAsStringLiteral(jobStates)).withDefault([]),
  owner: parseAsArrayOf(parseAsString).withDefault([]),
  template: parseAsArrayOf(parseAsString).withDefault([]),
  sort: parseAsStringLiteral(jobSorts).withDefault('submitted'),
  dir: parseAsStringLiteral(directions).withDefault('desc'),
  after: parseAsString,
};

export const serializeJobs = createSerializer(jobsSearchParams);

export interface JobsParams {
  q: string;
  team: string[];
  state: (typeof jobStates)[number][];
  owner: string[];
  template: string[];
  sort: (typeof jobSorts)[number];
  dir: (typeof directions)[number];
  after: string | null;
}

export const PAGE_SIZE = 50;

/** What the address says, as the list's input; the same on server and client. */
export const listInput = (params: JobsParams) => ({
  search: params.q.trim(),
  teamSlugs: params.team,
  states: params.state,
  owners: params.owner,
  templates: params.template,
  sort: params.sort,
  direction: params.dir,
  cursor: params.after,
  limit: PAGE_SIZE,
});

export const isFiltered = (params: JobsParams): boolean =>
  params.q.trim() !== '' ||
  [params.team, params.state, params.owner, params.template].some((values) => values.length > 0);
