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
  if (lacksRights(refused)) {
    return `Kubernetes refused the job: the rights in team ${teamSlug} do not allow it.`;
  }
  return `Kubernetes refused the job: ${sentence(message)}`;
}

/** A refusal that comes from the team's objects being on their way (or made anew) rather than from the job. */
export function isOnItsWay({ status, message }: KubernetesRefused): boolean {
  // The last: a quota just made has not been counted by its controller yet.
  return status === 404 || /unable to find job queue|is being terminated|status unknown for quota/.test(message);
}

/** Rights that were not given, or were a moment ago and are not known to every part of the API server yet. */
export function lacksRights({ status, message }: KubernetesRefused): boolean {
  return status === 403 && message.includes(' cannot ');
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/[;,]$/, '');
  return trimmed.endsWith('.') ? trimmed : `${trimmed}.`;
}
