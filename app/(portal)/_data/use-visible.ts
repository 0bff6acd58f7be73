'use client';

import { useEffect, useState } from 'react';

const GRACE_MILLISECONDS = 10_000;

/**
 * Whether the page is being looked at, or was until a moment ago. HTTP/1.1 gives a site six connections for
 * all its tabs together, so a tab that nobody sees gives its streams back.
 */
export function useVisible(): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') setVisible(true);
      else timer = setTimeout(() => setVisible(false), GRACE_MILLISECONDS);
    };
    if (document.visibilityState === 'hidden') setVisible(false);
    document.addEventListener('visibilitychange', update);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', update);
    };
  }, []);
  return visible;
}
