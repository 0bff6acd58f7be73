'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ListTree, Plus, SearchX } from 'lucide-react';
import { DataTable } from '#components/data-table/data-table.tsx';
import { TableSkeleton } from '#components/data-table/table-skeleton.tsx';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Loaded } from '#components/feedback/loaded.tsx';
import { Page, PageHeader } from '#components/layout/page-header.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { useTRPC } from '../../../_trpc/client.tsx';
import { submitTeams } from '../../_data/may.ts';
import { useJobChanges } from '../../_data/use-job-changes.ts';
import { useMe } from '../../_shell/me.tsx';
import { isFiltered, jobSorts, listInput } from '../search-params.ts';
import { describeList } from './describe-list.ts';
import { jobColumns } from './job-columns.tsx';
import { JobsFilters } from './jobs-filters.tsx';
import { JobsFooter } from './jobs-footer.tsx';
import { useJobsParams } from './use-jobs-params.ts';

/** The list of jobs: what the address says, as live as the cluster. */
export function JobsView() {
  const me = useMe();
  const trpc = useTRPC();
  const address = useJobsParams();
  const { params } = address;
  useJobChanges();
  const jobs = useQuery(trpc.jobs.list.queryOptions(listInput(params), { placeholderData: keepPreviousData }));
  const maySubmit = submitTeams(me).length > 0;
  const newJob = (
    <ButtonLink href="/templates" variant="primary" icon={<Plus aria-hidden />}>
      New job
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader
        title="Jobs"
        subtitle={
          jobs.data === undefined ? 'Training runs on the cluster.' : describeList(jobs.data, isFiltered(params))
        }
        actions={maySubmit && newJob}
      />
      <JobsFilters address={address} />
      <div className="rounded-lg border border-line bg-surface [--table-top:3rem]">
        <Loaded request={jobs} what="the jobs" skeleton={<TableSkeleton label="Loading the jobs" rows={10} />}>
          {(data) =>
            data.jobs.length === 0 ? (
              <NoJobs
                filtered={isFiltered(params) || params.after !== null}
                clear={address.clear}
                action={maySubmit ? newJob : null}
              />
            ) : (
              <>
                <DataTable
                  caption="Jobs"
                  columns={jobColumns}
                  rows={data.jobs}
                  rowKey={(job) => job.id}
                  keyboard
                  busy={jobs.isPlaceholderData}
                  sorting={{
                    by: params.sort,
                    direction: params.dir,
                    onChange: (by, dir) =>
                      address.change({ sort: jobSorts.find((sort) => sort === by) ?? 'submitted', dir }),
                  }}
                />
                <JobsFooter data={data} address={address} updatedAt={jobs.dataUpdatedAt} />
              </>
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}

function NoJobs({ filtered, clear, action }: { filtered: boolean; clear: () => void; action: React.ReactNode }) {
  if (filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title="No job matches"
        action={<Button onClick={clear}>Remove search and filters</Button>}
      >
        Jobs of teams that you are not in are not shown.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={ListTree} title="No job yet" action={action}>
      A job is a training run on the cluster's GPUs, made from a template. The first one takes about a minute.
    </EmptyState>
  );
}
