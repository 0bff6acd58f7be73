'use client';

import { ScrollText } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useState } from 'react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { isFinished } from '#components/ui/state-badge.tsx';
import { useJob } from '../../_components/use-job.ts';
import { LogPanel } from './log-panel.tsx';
import { podChoices, podToShow } from './pods-with-logs.ts';

/** The log of one pod of the job. */
export function LogsView({ jobId }: { jobId: string }) {
  const job = useJob(jobId);
  const [wanted, setWanted] = useQueryState('pod', parseAsString);
  const shown = podToShow(job.pods, wanted);
  // A pod that starts while one reads must not push away the one being read.
  const [kept, setKept] = useState(shown?.uid ?? null);
  useEffect(() => {
    if (kept === null && shown !== null) setKept(shown.uid);
  }, [kept, shown]);
  const pod = podToShow(job.pods, wanted ?? kept);
  if (pod === null) {
    return (
      <EmptyState icon={ScrollText} title={isFinished(job.state) ? 'There is no log' : 'No log yet'}>
        {isFinished(job.state)
          ? 'No container of this job has ever started; what stands above says why.'
          : 'A log begins when the first container starts.'}
      </EmptyState>
    );
  }
  return (
    <LogPanel
      key={pod.uid}
      jobId={jobId}
      pod={pod.uid}
      writes={pod.phase === 'running' || pod.phase === 'starting'}
      choices={podChoices(job.pods)}
      onPod={(uid) => void setWanted(uid)}
    />
  );
}
