import { LogsView } from './_components/logs-view.tsx';

export default async function LogsPage({ params }: { params: Promise<{ jobId: string }> }) {
  return <LogsView jobId={(await params).jobId} />;
}
