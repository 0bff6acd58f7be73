import { ChartNoAxesColumn, House, LayoutTemplate, ListTree, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { mayAdminister } from '../_data/may.ts';
import type { Me } from '../_data/types.ts';

export interface Place {
  href: string;
  label: string;
  icon: ReactNode;
}

/** Where this person can go. */
export function placesFor(me: Me): Place[] {
  const places: Place[] = [
    { href: '/', label: 'Home', icon: <House aria-hidden /> },
    { href: '/jobs', label: 'Jobs', icon: <ListTree aria-hidden /> },
    { href: '/templates', label: 'Templates', icon: <LayoutTemplate aria-hidden /> },
    { href: '/capacity', label: 'Capacity', icon: <ChartNoAxesColumn aria-hidden /> },
  ];
  if (mayAdminister(me)) places.push({ href: '/admin/teams', label: 'Admin', icon: <Users aria-hidden /> });
  return places;
}
