import path from 'node:path';
import { writeKubeconfig } from '../kubeconfig.ts';
import { type ClusterContext, flags } from './context.ts';

/** Both need machines of a cloud or routes between nodes, which are not there. */
const switchedOff = ['node-ipam-controller', 'persistentvolume-attach-detach-controller'];

/** Starts Kubernetes' own controllers. */
export async function startControllers(context: ClusterContext): Promise<void> {
  const { layout, binaries, pki, server, start } = context;
  const kubeconfig = path.join(layout.config, 'controller-manager.kubeconfig');
  await writeKubeconfig(kubeconfig, server, pki.authority.cluster.certificate, pki.leaf.controllerManager);
  await start({
    name: 'kube-controller-manager',
    command: binaries.controllerManager,
    restart: true,
    args: flags({
      kubeconfig,
      'authentication-kubeconfig': kubeconfig,
      'authorization-kubeconfig': kubeconfig,
      controllers: ['*', ...switchedOff.map((name) => `-${name}`)].join(','),
      'leader-elect': false,
      // The default of 20 a second takes half a minute to admit 128 new nodes.
      'kube-api-qps': 300,
      'kube-api-burst': 600,
      'use-service-account-credentials': true,
      'root-ca-file': pki.authority.cluster.certificate,
      'service-account-private-key-file': pki.serviceAccount.privateKey,
      // No port of its own: nothing here asks it.
      'secure-port': 0,
    }),
  });
}
