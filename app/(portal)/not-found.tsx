import { Compass } from 'lucide-react';
import { EmptyState } from '#components/feedback/empty-state.tsx';
import { ButtonLink } from '#components/ui/button.tsx';

/** Inside the portal, which has rail and main part already. */
export default function PortalNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={Compass}
      title="There is nothing here"
      action={<ButtonLink href="/">Go to Home</ButtonLink>}
    >
      The address may be mistyped, or it belongs to a team that you are not in.
    </EmptyState>
  );
}
