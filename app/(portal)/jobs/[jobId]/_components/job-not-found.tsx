import { SearchX } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { ButtonLink } from '#components/ui/button.tsx';

/** The job of the address is not there, or not this person's to see: the two are not told apart. */
export function JobNotFound() {
  return (
    <EmptyState heading="h1" icon={SearchX} title="No such job" action={<ButtonLink href="/jobs">All jobs</ButtonLink>}>
      The address may be mistyped, or the job belongs to a team that you are not in.
    </EmptyState>
  );
}
