import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import { Link } from './link.tsx';

/** A link in running text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link {...rest} className={cx('font-medium text-accent-text underline-offset-2 hover:underline', className)} />
  );
}
