import { parseArgs } from 'node:util';
import { JOB_ID_LABEL } from '#server/adapters/kubernetes/metadata.ts';
import { hearJobChanges } from './lib/job-changes.ts';
import { head, line } from './lib/measure.ts';
import { openPortal, sightings, submitSmallJob } from './lib/portal.ts';

// How long a change in Kubernetes takes to a browser: from a watch of the cluster that tells a pod's
// new phase, to the server-sent event after which reading the job shows it, and to that answer. Jobs
// are submitted and stopped to make such changes.
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '30' }, email: { type: 'string', default: 'alice@example.com' } },
});
const timeoutMs = 15_000;
/** Kubernetes may tell the portal this much earlier than this script; older events were for older changes. */
const aheadMs = 20;

interface Samples {
  event: number[];
  answer: number[];
}

const portal = await openPortal(values.email);
const over = new AbortController();
const heard = new Map<string, number[]>();
let news = Promise.withResolvers<void>();
await hearJobChanges(portal, over.signal, (jobId, at) => {
  heard.set(jobId, [...(heard.get(jobId) ?? []), at]);
  news.resolve();
  news = Promise.withResolvers<void>();
});

/**
 * Reads the job after every event, as a page does, until one of its pods is in the phase.
 * @returns ms from `from` to the event and to the answer; 0 where the event was here before `from`
 */
async function shows(
  jobId: string,
  phase: 'running' | 'gone',
  from: number,
): Promise<{ event: number; answer: number }> {
  for (const until = from + timeoutMs; performance.now() < until; ) {
    const next = news.promise;
    const event = heard.get(jobId)?.shift();
    if (event !== undefined && event < from - aheadMs) continue;
    if (event === undefined) {
      await Promise.race([next, new Promise((resolve) => setTimeout(resolve, until - performance.now()).unref())]);
      continue;
    }
    const { pods } = await portal.client.jobs.get.query({ jobId });
    const since = (at: number) => Math.max(0, at - from);
    if (pods.some((pod) => pod.phase === phase)) return { event: since(event), answer: since(performance.now()) };
  }
  throw new Error(`no event said that a pod of ${jobId} is ${phase}`);
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

const results: Record<'running' | 'gone', Samples> = {
  running: { event: [], answer: [] },
  gone: { event: [], answer: [] },
};
const batch = `bench-change-${Date.now().toString(36)}`;
for (let run = -1; run < Number(values.runs); run += 1) {
  const { jobId } = await submitSmallJob(portal, `${batch}-${run + 1}`);
  const running = await shows(jobId, 'running', await phases.wait(`${jobId} Running`, 60_000));
  await portal.client.jobs.stop.mutate({ jobId });
  const gone = await shows(jobId, 'gone', await phases.wait(`${jobId} deleted`, 60_000));
  if (run < 0) continue;
  add(results.running, running);
  add(results.gone, gone);
}
console.log(head(`${values.runs} jobs`));
console.log(line('  a pod runs → its event is here', results.running.event));
console.log(line('  a pod runs → the job, read again, says so', results.running.answer));
console.log(line('  a pod is deleted → its event is here', results.gone.event));
console.log(line('  a pod is deleted → the job says so', results.gone.answer));
over.abort();
portal.kubernetes.close();

function add(samples: Samples, { event, answer }: { event: number; answer: number }): void {
  samples.event.push(event);
  samples.answer.push(answer);
}
