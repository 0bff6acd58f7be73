import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { HydrateClient } from '../../../_trpc/server.tsx';
import { JobFrame } from './_components/job-frame.tsx';
import { jobTitle } from './_components/job-title.ts';
import { loadJob } from './load-job.ts';

interface Props {
  children: ReactNode;
  params: Promise<{ jobId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const job = await loadJob((await params).jobId);
  return { title: { absolute: jobTitle(job) } };
}

export default async function JobLayout({ children, params }: Props) {
  const { jobId } = await params;
  await loadJob(jobId);
  return (
    <HydrateClient>
      <JobFrame jobId={jobId}>{children}</JobFrame>
    </HydrateClient>
  );
}
