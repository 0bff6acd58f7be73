import { Overview } from './_components/overview.tsx';

export default async function JobPage({ params }: { params: Promise<{ jobId: string }> }) {
  return <Overview jobId={(await params).jobId} />;
}
