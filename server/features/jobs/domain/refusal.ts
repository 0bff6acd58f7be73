import type { KubernetesRefused } from '#server/adapters/kubernetes/port.ts';

/** Kubernetes' refusal of a job in words for the person who submitted it. */
export function refusalInWords(refused: KubernetesRefused, teamSlug: string): string {
  const { message, status } = refused;
  const webhook = /admission webhook "[^"]*" denied the request: (.*)/s.exec(message)?.[1];
  if (webhook !== undefined) return `Kubernetes refused the job: ${sentence(webhook)}`;
  const quota = /exceeded quota: [^,]*, (.*)/s.exec(message)?.[1];
  if (quota !== undefined) return `Kubernetes refused the job: it exceeds the quota of ${teamSlug} (${quota.trim()}).`;
  const security = /violates PodSecurity "[^"]*": (.*)/s.exec(message)?.[1];
  if (security !== undefined)
    return `Kubernetes refused the job: it breaks the pod security rules (${security.trim()}).`;
  if (status === 409) return 'Kubernetes already has another job of this name, which the portal did not make.';
  if (status === 403 && message.includes(' cannot ')) {
    return `Kubernetes refused the job: the rights in team ${teamSlug} do not allow it.`;
  }
  return `Kubernetes refused the job: ${sentence(message)}`;
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/[;,]$/, '');
  return trimmed.endsWith('.') ? trimmed : `${trimmed}.`;
}
