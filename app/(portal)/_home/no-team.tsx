import { Users } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Copyable } from '#components/ui/copy-button.tsx';
import { useMe } from '../_shell/me.tsx';

/** For people without a team: what to do. */
export function NoTeam() {
  const me = useMe();
  return (
    <Card>
      <EmptyState
        icon={Users}
        title="You are in no team yet"
        action={
          <>
            <ButtonLink href="/templates">Look at templates</ButtonLink>
            <ButtonLink href="/capacity">See teams and GPUs</ButtonLink>
          </>
        }
      >
        Jobs run for a team and count on its GPUs. Ask a lead of your team, or an administrator, to add{' '}
        <Copyable text={me.email} label="Copy your address" /> — it works at once, without signing in again.
      </EmptyState>
    </Card>
  );
}
