const writes = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/**
 * Who changed what, without the contents: the person is in `impersonatedUser`
 * when the portal acted for one. What the cluster's own parts write all the
 * time (leases, events, the state of pods and nodes) would bury it.
 */
export const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    {
      level: 'None',
      users: [
        'system:apiserver',
        'system:serviceaccount:kube-system:node-controller',
        'system:serviceaccount:kube-system:ttl-controller',
      ],
    },
    {
      level: 'None',
      resources: [
        {
          group: '',
          resources: ['events', 'nodes/status', 'pods/status', 'pods/binding', 'bindings', 'serviceaccounts/token'],
        },
        { group: 'events.k8s.io', resources: ['events'] },
        { group: 'coordination.k8s.io', resources: ['leases'] },
        { group: 'authentication.k8s.io' },
        { group: 'authorization.k8s.io' },
        { group: 'batch.volcano.sh', resources: ['jobs/status'] },
        { group: 'scheduling.volcano.sh', resources: ['podgroups/status', 'queues/status'] },
      ],
    },
    { level: 'Metadata', verbs: writes },
    { level: 'None' },
  ],
};
