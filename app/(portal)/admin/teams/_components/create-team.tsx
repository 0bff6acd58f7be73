'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useTRPC } from '../../../../_trpc/client.tsx';
import { fieldErrors } from '../../../_data/errors.ts';
import { QuotaFields, readQuota } from './quota-fields.tsx';

/** A short name that fits a namespace, from a name for people. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');

export function CreateTeam({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [draft, setDraft] = useState({ guaranteedGpus: '0', maxGpus: '0', weight: '1' });
  const [tried, setTried] = useState(false);
  const slug = ownSlug ?? slugOf(name);
  const read = readQuota(draft);
  const create = useMutation(
    trpc.teams.create.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.teams.list.queryKey() });
        toast('good', `${name} is created; the cluster gets its queue next.`);
        router.push(`/admin/teams/${slug}`);
      },
    }),
  );
  const refused = fieldErrors(create.error);
  const errors = {
    ...refused,
    ...(tried && name.trim() === '' ? { name: 'a name is needed' } : {}),
    ...(tried && !/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(slug)
      ? { slug: 'lower-case letters, digits and hyphens, at most 40' }
      : {}),
    ...read.errors,
  };
  const submit = () => {
    setTried(true);
    if (read.quota !== null && name.trim() !== '' && slug !== '')
      create.mutate({ name: name.trim(), slug, ...read.quota });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Create team"
      description="It gets a namespace and a queue of its own in the cluster."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="create-team" pending={create.isPending}>
            Create {name.trim() === '' ? 'team' : name.trim()}
          </Button>
        </>
      }
    >
      <form
        id="create-team"
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label="Name" error={errors.name} required>
          {(control) => (
            <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field
          label="Short name"
          help="Part of addresses and of its namespace; it cannot be changed later."
          error={errors.slug}
          required
        >
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              value={slug}
              maxLength={40}
              onChange={(event) => setOwnSlug(event.target.value)}
            />
          )}
        </Field>
        <QuotaFields draft={draft} errors={errors} onChange={setDraft} />
        {create.error !== null && Object.keys(refused).length === 0 && (
          <p role="alert" className="text-bad text-sm">
            {create.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
