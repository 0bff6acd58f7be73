import { readFile } from 'node:fs/promises';
import { Agent, get } from 'node:https';
import { apply } from '../api/apply.ts';
import type { KubeObject } from '../api/objects.ts';
import { waitUntil } from '../api/wait.ts';
import { type ClusterContext, flags } from './context.ts';

const answerTimeoutMs = 60_000;

interface Admission {
  /** The path on the webhook server, such as `/jobs/mutate`. */
  path: string;
  name: string;
  group: string;
  version: string;
  operations: string[];
}

const jobs = { group: 'batch.volcano.sh', version: 'v1alpha1' };
const scheduling = { group: 'scheduling.volcano.sh', version: 'v1beta1' };

const admissions: Admission[] = [
  { path: '/jobs/mutate', name: 'mutatejob', ...jobs, operations: ['CREATE'] },
  { path: '/jobs/validate', name: 'validatejob', ...jobs, operations: ['CREATE', 'UPDATE'] },
  { path: '/podgroups/validate', name: 'validatepodgroup', ...scheduling, operations: ['CREATE'] },
  { path: '/queues/mutate', name: 'mutatequeue', ...scheduling, operations: ['CREATE'] },
  { path: '/queues/validate', name: 'validatequeue', ...scheduling, operations: ['CREATE', 'UPDATE', 'DELETE'] },
];

/** Tells the API server to ask Volcano's admission, starts it, and waits until it answers. */
export async function startWebhooks(context: ClusterContext, kubeconfig: string): Promise<void> {
  const { binaries, ports, pki, client, signal, start } = context;
  const url = `https://127.0.0.1:${ports.volcanoWebhook}`;
  const authority = await readFile(pki.authority.cluster.certificate);
  // It does not listen before it finds its configurations.
  for (const admission of admissions) {
    await apply(client, webhookConfiguration(admission, url, authority.toString('base64')));
  }
  await start({
    name: 'vc-webhook-manager',
    command: binaries.vcWebhookManager,
    restart: true,
    args: flags({
      kubeconfig,
      port: ports.volcanoWebhook,
      'listen-address': '127.0.0.1',
      'tls-cert-file': pki.leaf.volcanoWebhook.certificate,
      'tls-private-key-file': pki.leaf.volcanoWebhook.privateKey,
      'ca-cert-file': pki.authority.cluster.certificate,
      'webhook-url': url,
      'enabled-admission': admissions.map((admission) => admission.path).join(','),
    }),
  });
  const agent = new Agent({ ca: authority, keepAlive: false });
  await waitUntil(
    "Volcano's admission does not answer (logs/vc-webhook-manager.log tells why)",
    () => answers(url, agent),
    {
      timeoutMs: answerTimeoutMs,
      signal,
    },
  );
}

/** Null when a TLS server answers there, with whatever status. */
function answers(url: string, agent: Agent): Promise<null> {
  return new Promise((resolve, reject) => {
    const outgoing = get(url, { agent, timeout: 1_000 }, (incoming) => {
      incoming.resume();
      resolve(null);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', reject);
  });
}

function webhookConfiguration(admission: Admission, url: string, caBundle: string): KubeObject {
  const [, resource = '', action = ''] = admission.path.split('/');
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: action === 'mutate' ? 'MutatingWebhookConfiguration' : 'ValidatingWebhookConfiguration',
    metadata: { name: `volcano-admission-service-${resource}-${action}` },
    webhooks: [
      {
        name: `${admission.name}.volcano.sh`,
        admissionReviewVersions: ['v1'],
        // A URL: without kube-proxy the address of a Service leads nowhere.
        clientConfig: { url: url + admission.path, caBundle },
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        sideEffects: 'NoneOnDryRun',
        timeoutSeconds: 10,
        rules: [
          {
            apiGroups: [admission.group],
            apiVersions: [admission.version],
            operations: admission.operations,
            resources: [resource],
            scope: '*',
          },
        ],
      },
    ],
  };
}
