'use client';

import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { Copyable, CopyButton } from '#components/ui/copy-button.tsx';
import { RawMessage } from '#components/ui/disclosure.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { ExactTime, RelativeTime } from '#components/ui/time.tsx';
import { requestFacts, resourceFacts } from './job-facts.tsx';
import { useJob } from './use-job.ts';

/** Why it stands as it does, what it was given, what it runs with. */
export function Overview({ jobId }: { jobId: string }) {
  const job = useJob(jobId);
  const parameters = Object.entries(job.parameters);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title="State" className="lg:col-span-2">
        <p className="text-sm">
          {job.observedAt === null ? (
            'The cluster has not been asked about it yet.'
          ) : (
            <>
              As seen in the cluster <RelativeTime at={job.observedAt} />.
            </>
          )}{' '}
          {job.forgotten && 'The cluster no longer has it; what you see is its last state.'}
          {job.exitCode !== null && ` Exit code ${job.exitCode}.`}
        </p>
        {job.reason.raw !== undefined && (
          <div className="mt-2">
            <RawMessage text={job.reason.raw} />
          </div>
        )}
      </Card>
      <Card title="Resources">
        <KeyValues items={resourceFacts(job)} />
      </Card>
      <Card title="Request">
        <KeyValues items={requestFacts(job)} />
      </Card>
      <Card title="Parameters">
        {parameters.length === 0 ? (
          <p className="text-sm text-text-2">The template has none.</p>
        ) : (
          <KeyValues
            items={parameters.map(([key, value]) => ({
              key,
              value: <code className="whitespace-pre-wrap font-mono text-xs">{String(value)}</code>,
            }))}
          />
        )}
      </Card>
      <Card title="Command" actions={<CopyButton text={job.spec.command.join(' ')} />}>
        <pre className="whitespace-pre-wrap break-words font-mono text-xs leading-5">{job.spec.command.join(' ')}</pre>
        <div className="mt-3 border-line border-t pt-2">
          <KeyValues
            items={[
              { key: 'Image', value: <code className="break-all font-mono text-xs">{job.spec.image}</code> },
              { key: 'Job id', value: <Copyable text={job.id} label="Copy the job's id" /> },
              { key: 'Namespace', value: <Copyable text={job.namespace} label="Copy the namespace" /> },
              { key: 'Submitted', value: <ExactTime at={job.submittedAt} /> },
              ...(job.clonedFrom === null
                ? []
                : [
                    {
                      key: 'Cloned from',
                      value: <TextLink href={`/jobs/${job.clonedFrom}`}>the job it was made from</TextLink>,
                    },
                  ]),
              ...(job.tags.length === 0
                ? []
                : [
                    {
                      key: 'Tags',
                      value: (
                        <span className="flex flex-wrap gap-1">
                          {job.tags.map((tag) => (
                            <Badge key={tag}>{tag}</Badge>
                          ))}
                        </span>
                      ),
                    },
                  ]),
            ]}
          />
        </div>
      </Card>
    </div>
  );
}
