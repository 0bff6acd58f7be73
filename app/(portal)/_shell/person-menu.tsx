'use client';

import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from '#components/ui/menu.tsx';
import { avatarClass, initialsOf } from './initials.ts';
import { useMe } from './me.tsx';

import { currentTheme, setTheme, type Theme } from './theme-toggle.tsx';

const themes: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react');
  await signOut({ callbackUrl: '/sign-in' });
}

export function PersonMenu() {
  const me = useMe();
  const [theme, choose] = useState<Theme>(currentTheme);
  const roles = [...me.platformRoles, ...me.teams.map((team) => `${team.role} of ${team.name}`)];
  return (
    <Menu
      defaultOpen
      trigger={
        <button type="button" className={avatarClass} aria-label={`${me.name}: account and sign out`}>
          {initialsOf(me.name)}
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="font-medium text-sm">{me.name}</p>
        <p className="truncate text-text-2 text-xs">{me.email}</p>
        <ul className="mt-1 text-text-2 text-xs">
          {roles.length === 0 ? <li>In no team yet</li> : roles.map((role) => <li key={role}>{role}</li>)}
        </ul>
      </div>
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      <MenuRadio
        value={theme}
        options={themes}
        onChange={(value) => {
          const next = themes.find((one) => one.value === value)?.value ?? 'system';
          setTheme(next);
          choose(next);
        }}
      />
      <MenuSeparator />
      <MenuItem onSelect={() => void leave()}>
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  );
}
