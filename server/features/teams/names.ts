/** Kubernetes namespace of a team. */
export const namespaceOf = (slug: string): string => `team-${slug}`;

/** Volcano queue of a team. */
export const queueOf = (slug: string): string => slug;
