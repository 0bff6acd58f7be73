'use client';

import { useQueryStates } from 'nuqs';
import { type JobsParams, jobsSearchParams } from '../search-params.ts';

type Change = Partial<Omit<JobsParams, 'after'>>;

/** What the address says about the list, and the ways to change it. A new filter starts on the first page. */
export function useJobsParams() {
  const [params, setParams] = useQueryStates(jobsSearchParams, { history: 'replace' });
  return {
    params,
    change: (change: Change) => void setParams({ ...change, after: null }, { history: 'push' }),
    search: (q: string) => void setParams({ q, after: null }),
    goTo: (after: string | null) => void setParams({ after }, { history: 'push', scroll: true }),
    clear: () =>
      void setParams(
        { q: null, team: null, state: null, owner: null, template: null, after: null },
        { history: 'push' },
      ),
  };
}

export type JobsAddress = ReturnType<typeof useJobsParams>;
