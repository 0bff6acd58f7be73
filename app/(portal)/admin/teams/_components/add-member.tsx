'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import type { Team } from '../../../_data/types.ts';
import { roles, toRole } from './roles.ts';
import { useSetMember } from './use-set-member.ts';

/** Adds somebody by the address they sign in with. */
export function AddMember({ team }: { team: Team }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState(toRole('member'));
  const [tried, setTried] = useState(false);
  const add = useSetMember(team);
  const wrong = !/^\S+@\S+\.\S+$/.test(email.trim());
  return (
    <form
      noValidate
      className="grid items-start gap-3 border-line border-t px-4 py-3 sm:grid-cols-[minmax(0,1fr)_8rem_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (wrong) return;
        add.mutate(
          { teamId: team.id, email: email.trim(), role },
          {
            onSuccess: () => {
              setEmail('');
              setTried(false);
            },
          },
        );
      }}
    >
      <Field label="Add a person" error={tried && wrong ? 'an e-mail address' : undefined}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            placeholder="name@example.com"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label="Role">
        {(control) => (
          <Select {...control} value={role} options={roles} onChange={(event) => setRole(toRole(event.target.value))} />
        )}
      </Field>
      <Button type="submit" icon={<UserPlus aria-hidden />} pending={add.isPending} className="sm:mt-6">
        Add
      </Button>
    </form>
  );
}
