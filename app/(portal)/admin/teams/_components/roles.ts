export const roles = [
  { value: 'viewer', label: 'Viewer' },
  { value: 'member', label: 'Member' },
  { value: 'lead', label: 'Lead' },
] as const;

export type Role = (typeof roles)[number]['value'];

export const toRole = (value: string): Role => roles.find((role) => role.value === value)?.value ?? 'member';
