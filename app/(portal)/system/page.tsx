import type { Metadata } from 'next';
import { SystemView } from './_components/system-view.tsx';

export const metadata: Metadata = { title: 'Setup and health' };

export default function SystemPage() {
  return <SystemView />;
}
