/** The launcher's own steps; the cluster and the node name theirs `cluster.…` and `node`. */
export const launcherSteps = {
  database: { id: 'launcher.database', title: 'PostgreSQL' },
  identity: { id: 'launcher.identity', title: 'Sign-in' },
  build: { id: 'launcher.build', title: 'Build of the portal' },
  portal: { id: 'launcher.portal', title: 'Portal' },
  worker: { id: 'launcher.worker', title: 'Worker' },
  gateway: { id: 'launcher.gateway', title: 'Inference gateway' },
  demo: { id: 'launcher.demo', title: 'Demo people and teams' },
} as const;

/** Matches the names of all rows the launcher writes; PostgreSQL syntax. */
export const launcherRows = '^(launcher|cluster|node)(\\.|$)';
