'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { PageHeader } from '#components/layout/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useDebounced } from '#components/ui/use-debounced.ts';
import { useTRPC } from '../../../../_trpc/client.tsx';
import { errorCode, fieldErrors } from '../../../_data/errors.ts';
import { submitTeams } from '../../../_data/may.ts';
import type { Job, Template } from '../../../_data/types.ts';
import { useMe } from '../../../_shell/me.tsx';
import { useChosenTeam } from '../../../_shell/team.tsx';
import { firstDraft, readDraft } from './draft.ts';
import { JobFields } from './job-fields.tsx';
import { ParameterFields } from './parameter-fields.tsx';
import { PreviewCard } from './preview-card.tsx';
import { ResourceFields } from './resource-fields.tsx';
import { newSubmissionKey } from './submission-key.ts';
import { useDraft } from './use-draft.ts';

const PREVIEW_MILLISECONDS = 350;

interface SubmitFormProps {
  template: Template;
  origin: Job | null;
  suggestedName: string;
}

/** The form by steps, what would come of it beside it. */
export function SubmitForm({ template, origin, suggestedName }: SubmitFormProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const teams = submitTeams(useMe());
  const chosen = useChosenTeam().team;
  const [first] = useState(() => {
    const team =
      teams.find((one) => one.id === origin?.team.id) ?? teams.find((one) => one.slug === chosen) ?? teams[0];
    return firstDraft(template, origin, team?.id ?? '', suggestedName);
  });
  const form = useDraft(`job-draft ${template.content.slug} ${origin?.id ?? ''}`, first);
  const [tried, setTried] = useState(false);
  const key = useRef<string | null>(null);
  const box = useRef<HTMLFormElement>(null);

  const { request, fields } = readDraft(template, form.draft, origin?.id ?? null);
  const settled = useDebounced(JSON.stringify(request), PREVIEW_MILLISECONDS);
  const isSettled = settled === JSON.stringify(request);
  const complete = Object.keys(fields).length === 0;
  const preview = useQuery(
    trpc.jobs.preview.queryOptions(request, {
      enabled: complete && isSettled,
      placeholderData: keepPreviousData,
      staleTime: 10_000,
    }),
  );
  const submit = useMutation(
    trpc.jobs.submit.mutationOptions({
      onSuccess: ({ jobId, name }) => {
        form.forget();
        toast('good', `${name} is submitted.`);
        void queryClient.invalidateQueries({ queryKey: trpc.jobs.list.queryKey() });
        router.push(`/jobs/${jobId}`);
      },
      onError: (error) => {
        // The key belongs to a form that was sent as it was before: this is another one.
        if (errorCode(error) === 'unprocessable') key.current = null;
      },
    }),
  );

  const current = isSettled && complete && !preview.isPlaceholderData;
  const refused = isSettled ? fieldErrors(submit.error) : {};
  const known: Record<string, string> = { ...refused, ...(current ? preview.data?.fields : {}), ...fields };
  const shown = (field: string) => (tried || form.touched.has(field) || !(field in fields) ? known[field] : undefined);
  const team = teams.find((one) => one.id === form.draft.teamId);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(known).length > 0) {
      // After the errors are drawn.
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    key.current ??= newSubmissionKey();
    submit.mutate({ ...request, submissionKey: key.current });
  };

  return (
    <>
      <PageHeader
        parent={
          <>
            <TextLink href="/templates">Templates</TextLink> /{' '}
            <TextLink href={`/templates/${template.content.slug}`}>{template.content.title}</TextLink>
          </>
        }
        title={origin === null ? `New job with ${template.content.title}` : `Clone of ${origin.name}`}
        subtitle={template.content.description}
      />
      <form
        ref={box}
        noValidate
        onSubmit={onSubmit}
        className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]"
      >
        <div className="flex min-w-0 flex-col gap-5">
          <JobFields form={form} teams={teams} error={shown} />
          <ParameterFields form={form} parameters={template.content.parameters} error={shown} />
          <ResourceFields
            form={form}
            usesGpus={template.content.usesGpus}
            defaultGpuModel={template.content.defaultGpuModel}
            error={shown}
          />
        </div>
        <div className="lg:sticky lg:top-16">
          <PreviewCard
            preview={preview.data}
            waiting={!current || preview.isFetching}
            incomplete={!complete}
            problem={preview.error?.message ?? null}
            onRetry={() => void preview.refetch()}
            request={request}
            teamName={team?.name ?? ''}
          />
          {submit.error !== null && (
            <p role="alert" className="mt-3 rounded-md bg-bad-soft p-3 text-bad text-sm">
              {submit.error.message}
            </p>
          )}
          <Button
            type="submit"
            variant="primary"
            className="mt-4 h-10! w-full"
            pending={submit.isPending || submit.isSuccess}
          >
            Submit to {team?.name ?? 'a team'}
          </Button>
        </div>
      </form>
    </>
  );
}
