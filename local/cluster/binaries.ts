import path from 'node:path';

/** The names by which the multi-call binary is called; see go/main.go. */
export const linkedPrograms = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kubectl',
  'kubelet',
  'vc-scheduler',
  'vc-controller-manager',
  'vc-webhook-manager',
] as const;

/** Absolute paths of one finished build. */
export interface ClusterBinaries {
  /** The folder of this build; its name is the cache key. */
  dir: string;
  /** The file all names but `kwok` are symlinks to. */
  multiCall: string;
  etcd: string;
  apiServer: string;
  controllerManager: string;
  kubectl: string;
  /** Works on Linux only. */
  kubelet: string;
  vcScheduler: string;
  vcControllerManager: string;
  vcWebhookManager: string;
  kwok: string;
  /** Folder with Volcano's CRDs as YAML files. */
  crds: string;
}

/** Names the files of the build in `dir`; does not look whether they are there. */
export function clusterBinaries(dir: string): ClusterBinaries {
  const program = (name: (typeof linkedPrograms)[number]) => path.join(dir, 'bin', name);
  return {
    dir,
    multiCall: path.join(dir, 'bin', 'mlplatform-cluster'),
    etcd: program('etcd'),
    apiServer: program('kube-apiserver'),
    controllerManager: program('kube-controller-manager'),
    kubectl: program('kubectl'),
    kubelet: program('kubelet'),
    vcScheduler: program('vc-scheduler'),
    vcControllerManager: program('vc-controller-manager'),
    vcWebhookManager: program('vc-webhook-manager'),
    kwok: path.join(dir, 'bin', 'kwok'),
    crds: path.join(dir, 'crds'),
  };
}
