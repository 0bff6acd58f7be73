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
      <MenuLabel>
        <span className="block font-medium text-sm text-text">{me.name}</span>
        <span className="block truncate text-text-2">{me.email}</span>
        <span className="mt-1 block text-text-2">{roles.length === 0 ? 'In no team yet' : roles.join(', ')}</span>
      </MenuLabel>
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
