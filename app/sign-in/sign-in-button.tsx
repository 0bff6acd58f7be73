'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

export function SignInButton({ target }: { target: string }) {
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState(false);
  const go = () => {
    setPending(true);
    setFailed(false);
    signIn('oidc', { callbackUrl: target }).catch(() => {
      setPending(false);
      setFailed(true);
    });
  };
  return (
    <>
      <Button variant="primary" className="h-10! w-full" pending={pending} onClick={go}>
        Sign in with your organisation
      </Button>
      {failed && (
        <p role="alert" className="mt-3 text-bad text-sm">
          The portal cannot be reached just now. Please try again in a moment.
        </p>
      )}
    </>
  );
}
