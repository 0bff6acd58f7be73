import path from 'node:path';

/** Where the cluster keeps what in the data folder. */
export interface ClusterLayout {
  dir: string;
  pki: string;
  etcd: string;
  /** Configuration files, written anew at every start. */
  config: string;
  auditLog: string;
  adminKubeconfig: string;
  portalKubeconfig: string;
}

/** @param home the launcher's data folder */
export function clusterLayout(home: string): ClusterLayout {
  const dir = path.resolve(home, 'cluster');
  return {
    dir,
    pki: path.join(dir, 'pki'),
    etcd: path.join(dir, 'etcd'),
    config: path.join(dir, 'config'),
    auditLog: path.join(dir, 'audit.log'),
    adminKubeconfig: path.join(dir, 'admin.kubeconfig'),
    portalKubeconfig: path.join(dir, 'portal.kubeconfig'),
  };
}
