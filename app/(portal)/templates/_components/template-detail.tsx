'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Loaded } from '#components/feedback/loaded.tsx';
import { formatDuration } from '#components/format.ts';
import { Page, PageHeader } from '#components/layout/page-header.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { useTRPC } from '../../../_trpc/client.tsx';
import { submitTeams } from '../../_data/may.ts';
import type { Template } from '../../_data/types.ts';
import { useMe } from '../../_shell/me.tsx';
import { ParametersTable } from './parameters-table.tsx';
import { strategyWords } from './words.ts';

/** What a template does, what it asks for, and the way to use it. */
export function TemplateDetail({ slug, version }: { slug: string; version: number | undefined }) {
  const trpc = useTRPC();
  const template = useQuery(trpc.templates.get.queryOptions({ slug, version }));
  return (
    <Page>
      <Loaded request={template} what="the template" skeleton={<Skeleton className="h-96 w-full rounded-lg" />}>
        {(data) => <Detail template={data} />}
      </Loaded>
    </Page>
  );
}

function Detail({ template }: { template: Template }) {
  const { content, version, versions } = template;
  const maySubmit = submitTeams(useMe()).length > 0;
  const latest = Math.max(version, ...versions.map((one) => one.version));
  const created = versions.find((one) => one.version === version)?.createdAt;
  return (
    <>
      <PageHeader
        parent={<TextLink href="/templates">Templates</TextLink>}
        title={content.title}
        subtitle={content.description}
        badge={
          <>
            <Badge tone="accent">{content.framework}</Badge>
            <Badge>v{version}</Badge>
          </>
        }
        actions={
          maySubmit && (
            <ButtonLink
              href={`/jobs/new?template=${content.slug}${version === latest ? '' : `&version=${version}`}`}
              variant="primary"
              icon={<Plus aria-hidden />}
            >
              Use template
            </ButtonLink>
          )
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card
          title="Parameters"
          flush
          subtitle={content.parameters.length === 0 ? 'This template needs none.' : undefined}
        >
          {content.parameters.length > 0 && <ParametersTable parameters={content.parameters} />}
        </Card>
        <div className="flex flex-col gap-5">
          <Card title="What it runs">
            <KeyValues
              items={[
                { key: 'Processes', value: strategyWords[content.strategy] ?? content.strategy },
                { key: 'GPUs', value: content.usesGpus ? (content.defaultGpuModel ?? 'of any model') : 'none' },
                { key: 'At most', value: formatDuration(content.maxRuntimeHours * 3600) },
                {
                  key: 'Checkpoints',
                  value: content.job.checkpoint === null ? 'none' : `to ${content.job.checkpoint.path}`,
                },
                { key: 'MLflow', value: content.job.mlflow ? 'on' : 'off' },
                {
                  key: 'Image',
                  value: <code className="break-all font-mono text-xs">{String(content.job.image)}</code>,
                },
                ...(created === undefined ? [] : [{ key: 'Published', value: <RelativeTime at={created} /> }]),
              ]}
            />
          </Card>
          {versions.length > 1 && (
            <Card title="Versions">
              <ul className="space-y-1.5 text-sm">
                {versions.map((one) => (
                  <li key={one.version} className="flex justify-between gap-3">
                    <TextLink
                      href={`/templates/${content.slug}?version=${one.version}`}
                      aria-current={one.version === version ? 'true' : undefined}
                    >
                      v{one.version}
                    </TextLink>
                    <span className="text-text-2">
                      <RelativeTime at={one.createdAt} />
                    </span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      </div>
    </>
  );
}
