import { LoaderCircle } from 'lucide-react';
import { StackedBar } from '#components/charts/stacked-bar.tsx';
import { formatCount, formatDuration, formatGpus, formatUsd } from '#components/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import { Figures } from '#components/ui/key-values.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import type { Preview } from '../../../_data/types.ts';
import { describeShare, describeStart } from './describe-start.ts';
import { DryRunVerdict } from './dry-run-verdict.tsx';

interface PreviewCardProps {
  preview: Preview | undefined;
  /** Something newer is being worked out. */
  waiting: boolean;
  /** A field is missing or wrong: there is nothing newer to work out. */
  incomplete: boolean;
  problem: string | null;
  onRetry: () => void;
  request: { gpuModel: string | null; maxRuntimeSeconds: number };
  teamName: string;
}

/** What will run, what it counts on, what it costs, when it may start. */
export function PreviewCard({ preview, waiting, incomplete, problem, onRetry, request, teamName }: PreviewCardProps) {
  return (
    <Card
      title="What this will do"
      actions={
        waiting &&
        !incomplete && (
          <LoaderCircle className="size-4 animate-spin text-text-3" aria-label="Working it out" role="img" />
        )
      }
    >
      {problem !== null && (
        <p role="alert" className="mb-3 flex flex-wrap items-center gap-2 text-bad text-sm">
          The preview is not there: {problem}
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        </p>
      )}
      {preview === undefined ? (
        incomplete ? (
          <p className="text-sm text-text-2">
            Fill in what is missing, and you see here what would run, what it costs and when it may start.
          </p>
        ) : (
          problem === null && <Skeleton className="h-64 w-full" />
        )
      ) : (
        <div className="flex flex-col gap-4" aria-busy={waiting}>
          {incomplete && <p className="text-sm text-warn">A field needs another look; this is from before.</p>}
          <Facts preview={preview} request={request} teamName={teamName} />
          <DryRunVerdict dryRun={preview.dryRun} />
          {preview.manifest !== null && (
            <Disclosure summary="Volcano Job">
              <CodeBlock title="As it goes to the cluster" code={preview.manifest} language="yaml" />
            </Disclosure>
          )}
        </div>
      )}
    </Card>
  );
}

function Facts({
  preview,
  request,
  teamName,
}: {
  preview: Preview;
  request: PreviewCardProps['request'];
  teamName: string;
}) {
  const { gpus, team, cluster, usdPerHour, usdAtMost } = preview;
  const end = Math.max(1, team.max, team.held + gpus);
  return (
    <>
      <Figures
        items={[
          { key: 'Asks', value: formatGpus(gpus, request.gpuModel) },
          {
            key: 'Price',
            value: usdPerHour === null ? 'not known' : `${formatUsd(usdPerHour)}/h`,
            note:
              usdAtMost === null
                ? undefined
                : `at most ${formatUsd(usdAtMost)} in ${formatDuration(request.maxRuntimeSeconds)}`,
          },
        ]}
      />
      <p className="text-sm">{describeStart(preview, teamName)}</p>
      <div>
        <p className="mb-1.5 flex justify-between gap-3 text-sm">
          <span className="font-medium">{teamName}</span>
          <span className="tabular text-text-2 text-xs">
            guaranteed {formatCount(team.guaranteed)} · max {formatCount(team.max)}
          </span>
        </p>
        <StackedBar
          label={teamName}
          unit="GPUs"
          end={end}
          segments={[
            { label: 'held', value: team.held, className: 'bg-series-1' },
            {
              label: 'this job',
              value: gpus,
              className: 'hatched text-accent-text ring-1 ring-accent-text ring-inset',
            },
          ]}
          tracks={[
            { upTo: team.max, className: 'bg-line' },
            { upTo: team.guaranteed, className: 'bg-series-1/25' },
          ]}
          marks={[
            { at: team.guaranteed, label: 'guaranteed' },
            { at: team.max, label: 'max' },
          ]}
        />
        <p className="tabular mt-1.5 text-text-2 text-xs">{describeShare(preview)}</p>
      </div>
      {cluster !== null && gpus > 0 && (
        <p className="tabular text-text-2 text-xs">
          {formatCount(cluster.free)} of {formatCount(cluster.total)} such GPUs of the cluster are free, as of{' '}
          <ClockTime at={cluster.observedAt} />.
        </p>
      )}
    </>
  );
}
