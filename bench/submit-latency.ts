import { parseArgs } from 'node:util';
import { head, line } from './lib/measure.ts';
import { openPortal, sightings, submitSmallJob } from './lib/portal.ts';

// How long a submission takes until its Volcano Job exists in Kubernetes: jobs.submit through the
// portal's own HTTP endpoint, signed in, against a watch of the cluster.
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '30' }, email: { type: 'string', default: 'alice@example.com' } },
});
const portal = await openPortal(values.email);
const jobs = sightings<number>();
const over = new AbortController();
const ready = Promise.withResolvers<void>();
portal.kubernetes.watch(
  'job',
  {
    listed: (listed) => {
      for (const { metadata } of listed) jobs.saw(metadata.name, performance.now());
      ready.resolve();
    },
    changed: ({ metadata }) => jobs.saw(metadata.name, performance.now()),
    deleted: () => undefined,
  },
  over.signal,
);
await ready.promise;

const answered: number[] = [];
const created: number[] = [];
const ids: string[] = [];
const batch = `bench-${Date.now().toString(36)}`;
// The first one is not counted: it warms up what is compiled at first use.
for (let run = -1; run < Number(values.runs); run += 1) {
  const from = performance.now();
  const { jobId, name } = await submitSmallJob(portal, `${batch}-${run + 1}`);
  const answer = performance.now() - from;
  const exists = (await jobs.wait(name, 30_000)) - from;
  ids.push(jobId);
  if (run < 0) continue;
  answered.push(answer);
  created.push(exists);
}
console.log(head(`${values.runs} submissions`));
console.log(line('  the portal has answered', answered));
console.log(line('  the Volcano Job exists', created));
for (const jobId of ids) await portal.client.jobs.stop.mutate({ jobId });
over.abort();
portal.kubernetes.close();
