import { Compass } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { ButtonLink } from '#components/ui/button.tsx';

export default function NotFound() {
  return (
    <main className="flex min-h-[70dvh] items-center justify-center">
      <title>Not found · mlplatform</title>
      <EmptyState
        heading="h1"
        icon={Compass}
        title="There is nothing here"
        action={<ButtonLink href="/">Go to Home</ButtonLink>}
      >
        The address may be mistyped, or it belongs to a team that you are not in.
      </EmptyState>
    </main>
  );
}
