import { CircleAlert } from 'lucide-react';
import type { Metadata } from 'next';
import { SignInButton } from './sign-in-button.tsx';
import { explainError, safeTarget } from './sign-in-words.ts';

export const metadata: Metadata = { title: 'Sign in' };

interface Props {
  searchParams: Promise<{ error?: string | string[]; callbackUrl?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { error, callbackUrl } = await searchParams;
  const problem = explainError(typeof error === 'string' ? error : null);
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="w-full max-w-sm rounded-lg border border-line bg-surface p-8">
        <svg viewBox="0 0 32 32" className="mb-5 size-10" aria-hidden>
          <rect width="32" height="32" rx="8" className="fill-accent" />
          <path
            d="M9.25 18.5v5M16 13.5v10M22.75 8.5v15"
            className="stroke-on-accent"
            strokeWidth="4.5"
            strokeLinecap="round"
          />
        </svg>
        <h1 className="font-semibold text-xl tracking-tight">mlplatform</h1>
        <p className="mt-1 mb-6 text-sm text-text-2">
          Training jobs, templates and GPUs of your organisation, in one place.
        </p>
        {problem !== null && (
          <p role="alert" className="mb-4 flex gap-2 rounded-md bg-bad-soft p-3 text-bad text-sm">
            <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            {problem}
          </p>
        )}
        <SignInButton target={safeTarget(typeof callbackUrl === 'string' ? callbackUrl : null)} />
      </div>
    </main>
  );
}
