import { PodsView } from '../_components/pods-view.tsx';

export default async function PodsPage({ params }: { params: Promise<{ jobId: string }> }) {
  return <PodsView jobId={(await params).jobId} />;
}
