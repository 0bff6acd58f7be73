'use client';

import { Boxes } from 'lucide-react';
import type { Column } from '#components/data-table/columns.ts';
import { DataTable } from '#components/data-table/data-table.tsx';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Copyable } from '#components/ui/copy-button.tsx';
import { RawMessage } from '#components/ui/disclosure.tsx';
import { isFinished } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { Duration, RelativeTime } from '#components/ui/time.tsx';
import type { Pod } from '../../../_data/types.ts';
import { useJob } from './use-job.ts';

const tones: Record<Pod['phase'], Tone> = {
  pending: 'neutral',
  starting: 'info',
  running: 'good',
  succeeded: 'good',
  failed: 'bad',
  gone: 'neutral',
};

const columns = (jobId: string): Column<Pod>[] => [
  {
    id: 'pod',
    header: 'Pod',
    phone: 'title',
    cell: (pod) => (
      <>
        <TextLink href={`/jobs/${jobId}/logs?pod=${pod.uid}`}>
          {pod.task} {pod.index}
        </TextLink>
        <span className="block">
          <Copyable text={pod.name} label="Copy the pod's name" />
        </span>
      </>
    ),
  },
  { id: 'phase', header: 'Phase', cell: (pod) => <Badge tone={tones[pod.phase]}>{pod.phase}</Badge> },
  { id: 'attempt', header: 'Attempt', align: 'right', cell: (pod) => pod.attempt },
  {
    id: 'node',
    header: 'Node',
    cell: (pod) => (pod.node === null ? '–' : <code className="font-mono text-xs">{pod.node}</code>),
  },
  { id: 'gpus', header: 'GPUs', align: 'right', cell: (pod) => pod.gpus },
  {
    id: 'started',
    header: 'Started',
    className: 'whitespace-nowrap',
    cell: (pod) => (pod.startedAt === null ? '–' : <RelativeTime at={pod.startedAt} />),
  },
  {
    id: 'duration',
    header: 'Duration',
    align: 'right',
    className: 'whitespace-nowrap',
    cell: (pod) =>
      pod.startedAt === null ? (
        '–'
      ) : pod.finishedAt === null && pod.phase === 'gone' ? (
        '–'
      ) : (
        <Duration from={pod.startedAt} to={pod.finishedAt} />
      ),
  },
  { id: 'exit', header: 'Exit code', align: 'right', cell: (pod) => pod.exitCode ?? '–' },
  {
    id: 'reason',
    header: 'Reason',
    className: 'max-w-72',
    cell: (pod) => (
      <>
        {pod.reason ?? '–'}
        {pod.message !== null && <RawMessage text={pod.message} />}
      </>
    ),
  },
];

/** Every pod the job had, also of earlier attempts. */
export function PodsView({ jobId }: { jobId: string }) {
  const { pods, state } = useJob(jobId);
  if (pods.length === 0) {
    return (
      <EmptyState icon={Boxes} title={isFinished(state) ? 'There were no pods' : 'No pods yet'}>
        The cluster makes them when the job is admitted: all at once, or none.
      </EmptyState>
    );
  }
  const sorted = pods.toSorted((a, b) => b.attempt - a.attempt || a.task.localeCompare(b.task) || a.index - b.index);
  return (
    <div className="scroll-slim overflow-x-auto rounded-lg border border-line bg-surface">
      <DataTable caption="Pods" columns={columns(jobId)} rows={sorted} rowKey={(pod) => pod.uid} />
    </div>
  );
}
