import { parseArgs } from 'node:util';
import { JOB_ID_LABEL } from '#server/adapters/kubernetes/metadata.ts';
import { hearJobChanges } from './lib/job-changes.ts';
import { head, line } from './lib/measure.ts';
import { openPortal, sightings, submitSmallJob } from './lib/portal.ts';

// How long a change in Kubernetes takes to a browser: a pod's new phase, as a watch of the cluster
// tells it, until a subscriber has the server-sent event for its job. Jobs are submitted and stopped
// to make such changes; both watches hear of them independently, so 0 means "before this script did".
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '30' }, email: { type: 'string', default: 'alice@example.com' } },
});
/** Kubernetes' news of one change may come to the portal this much earlier than to this script. */
const earlierMs = 250;
const timeoutMs = 15_000;

const portal = await openPortal(values.email);
const over = new AbortController();
const heard = new Map<string, number[]>();
const waiting = new Map<string, (at: number) => void>();
await hearJobChanges(portal, over.signal, (jobId, at) => {
  heard.set(jobId, [...(heard.get(jobId) ?? []), at]);
  waiting.get(jobId)?.(at);
});

/** When the subscriber hears of the job, after `from` or just before it. */
async function hears(jobId: string, from: number): Promise<number> {
  const already = heard.get(jobId)?.find((at) => at >= from - earlierMs);
  if (already !== undefined) return already;
  const next = Promise.withResolvers<number>();
  const timer = setTimeout(() => next.reject(new Error(`nothing was heard of ${jobId}`)), timeoutMs);
  waiting.set(jobId, next.resolve);
  return next.promise.finally(() => clearTimeout(timer));
}

const phases = sightings<number>();
const ready = Promise.withResolvers<void>();
portal.kubernetes.watch(
  'pod',
  {
    listed: () => ready.resolve(),
    changed: ({ metadata, status }) => {
      const jobId = metadata.labels?.[JOB_ID_LABEL];
      if (jobId !== undefined) phases.saw(`${jobId} ${status?.phase}`, performance.now());
    },
    deleted: ({ metadata }) => {
      const jobId = metadata.labels?.[JOB_ID_LABEL];
      if (jobId !== undefined) phases.saw(`${jobId} deleted`, performance.now());
    },
  },
  over.signal,
);
await ready.promise;

const running: number[] = [];
const deleted: number[] = [];
const batch = `bench-change-${Date.now().toString(36)}`;
for (let run = -1; run < Number(values.runs); run += 1) {
  const { jobId } = await submitSmallJob(portal, `${batch}-${run + 1}`);
  const ran = await phases.wait(`${jobId} Running`, 60_000);
  const heardRunning = Math.max(0, (await hears(jobId, ran)) - ran);
  await portal.client.jobs.stop.mutate({ jobId });
  const gone = await phases.wait(`${jobId} deleted`, 60_000);
  const heardGone = Math.max(0, (await hears(jobId, gone)) - gone);
  if (run < 0) continue;
  running.push(heardRunning);
  deleted.push(heardGone);
}
console.log(head(`${values.runs} jobs`));
console.log(line('  a pod runs → the subscriber hears', running));
console.log(line('  a pod is deleted → the subscriber hears', deleted));
over.abort();
portal.kubernetes.close();
