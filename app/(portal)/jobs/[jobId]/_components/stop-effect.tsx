import { formatDuration, formatGpuHours, formatGpus, plural, secondsBetween } from '#components/format.ts';
import { useNow } from '#components/ui/clock.tsx';
import type { Job } from '../../../_data/types.ts';

/** What stopping does, in numbers. */
export function StopEffect({ job }: { job: Job }) {
  const now = useNow(1);
  const { checkpoint } = job.spec;
  if (job.runningAt === null) {
    return (
      <p>
        It has not started: no work is lost. It leaves the queue, and its request for{' '}
        {formatGpus(job.gpus, job.gpuModel)} with it.
      </p>
    );
  }
  const runs = secondsBetween(job.runningAt, now);
  const atRisk = checkpoint === null ? runs : Math.min(runs, checkpoint.intervalMinutes * 60);
  const gpuHours = ((atRisk * job.gpus) / 3600).toFixed(2);
  return (
    <ul className="list-disc space-y-1.5 pl-5">
      <li>
        Ends {plural(job.pods.filter((pod) => pod.phase === 'running').length, 'running pod')} after{' '}
        {formatDuration(runs)}; it cannot be resumed, only cloned.
      </li>
      <li>
        {checkpoint === null
          ? `It writes no checkpoints: all of its work so far is lost (${formatGpuHours(gpuHours)}).`
          : `It writes a checkpoint every ${checkpoint.intervalMinutes} min: up to ${formatDuration(atRisk)} of work since the last one is lost (${formatGpuHours(gpuHours)}).`}
      </li>
      {job.gpus > 0 && (
        <li>
          {formatGpus(job.gpus, job.gpuModel)} go back to {job.team.name}.
        </li>
      )}
    </ul>
  );
}
