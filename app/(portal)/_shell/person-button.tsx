'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { avatarClass, initialsOf } from './initials.ts';
import { useMe } from './me.tsx';

const PersonMenu = dynamic(() => import('./person-menu.tsx').then((module) => module.PersonMenu), {
  ssr: false,
  loading: () => <Avatar />,
});

/** The person; the menu behind it is loaded by the first click. */
export function PersonButton() {
  const [wanted, setWanted] = useState(false);
  return wanted ? <PersonMenu /> : <Avatar onClick={() => setWanted(true)} />;
}

function Avatar({ onClick }: { onClick?: () => void }) {
  const me = useMe();
  return (
    <button
      type="button"
      className={avatarClass}
      onClick={onClick}
      aria-haspopup="menu"
      aria-label={`${me.name}: account and sign out`}
    >
      {initialsOf(me.name)}
    </button>
  );
}
