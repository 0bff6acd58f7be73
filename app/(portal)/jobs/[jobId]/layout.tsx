import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { HydrateClient } from '../../../_trpc/server.tsx';
import { JobFrame } from './_components/job-frame.tsx';
import { JobNotFound } from './_components/job-not-found.tsx';
import { jobTitle } from './_components/job-title.ts';
import { loadJob } from './load-job.ts';

interface Props {
  children: ReactNode;
  params: Promise<{ jobId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const job = await loadJob((await params).jobId);
  return { title: job === null ? 'No such job' : { absolute: jobTitle(job) } };
}

export default async function JobLayout({ children, params }: Props) {
  const { jobId } = await params;
  // A layout's own notFound() would leave the page to the folder above, which knows of no jobs.
  if ((await loadJob(jobId)) === null) return <JobNotFound />;
  return (
    <HydrateClient>
      <JobFrame jobId={jobId}>{children}</JobFrame>
    </HydrateClient>
  );
}
