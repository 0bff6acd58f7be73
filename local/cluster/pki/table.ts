import type { Identity } from './certificates.ts';

interface AuthoritySpec {
  /** Name of its files, without extension. */
  file: string;
  commonName: string;
}

export const authorities = {
  /** Signs the API server's certificate and everybody's client certificates. */
  cluster: { file: 'ca', commonName: 'mlplatform-local-ca' },
  /** Apart, so that a client certificate of the cluster does not open its database. */
  etcd: { file: 'etcd-ca', commonName: 'mlplatform-local-etcd-ca' },
  /** Apart, so that no other client can claim to be the aggregating API server. */
  frontProxy: { file: 'front-proxy-ca', commonName: 'mlplatform-local-front-proxy-ca' },
} as const satisfies Record<string, AuthoritySpec>;

const loopback = { dnsNames: ['localhost'], ipAddresses: ['127.0.0.1'] };
/** The first address of the service range belongs to the API server. */
export const serviceRange = '10.96.0.0/16';
const apiServiceAddress = '10.96.0.1';
/** Members of this group pass every authorization check. */
const masters = ['system:masters'];

interface LeafSpec extends Identity {
  /** Name of its files, without extension. */
  file: string;
  authority: keyof typeof authorities;
}

/** Every certificate of the control plane, by the name of its files. */
export const leaves = {
  apiServer: {
    file: 'apiserver',
    authority: 'cluster',
    commonName: 'kube-apiserver',
    dnsNames: [...loopback.dnsNames, 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
    ipAddresses: [...loopback.ipAddresses, apiServiceAddress],
    usages: ['server'],
  },
  apiServerKubeletClient: {
    file: 'apiserver-kubelet-client',
    authority: 'cluster',
    commonName: 'kube-apiserver-kubelet-client',
    organizations: masters,
    usages: ['client'],
  },
  apiServerEtcdClient: {
    file: 'apiserver-etcd-client',
    authority: 'etcd',
    commonName: 'kube-apiserver-etcd-client',
    usages: ['client'],
  },
  frontProxyClient: {
    file: 'front-proxy-client',
    authority: 'frontProxy',
    commonName: 'front-proxy-client',
    usages: ['client'],
  },
  etcd: { file: 'etcd', authority: 'etcd', commonName: 'etcd', ...loopback, usages: ['server', 'client'] },
  controllerManager: {
    file: 'controller-manager',
    authority: 'cluster',
    commonName: 'system:kube-controller-manager',
    usages: ['client'],
  },
  volcano: {
    file: 'volcano',
    authority: 'cluster',
    commonName: 'system:volcano',
    organizations: masters,
    usages: ['client'],
  },
  volcanoWebhook: {
    file: 'volcano-webhook',
    authority: 'cluster',
    commonName: 'volcano-admission',
    ...loopback,
    usages: ['server'],
  },
  kwok: { file: 'kwok', authority: 'cluster', commonName: 'system:kwok', organizations: masters, usages: ['client'] },
  kwokServer: { file: 'kwok-server', authority: 'cluster', commonName: 'kwok', ...loopback, usages: ['server'] },
  admin: {
    file: 'admin',
    authority: 'cluster',
    commonName: 'mlplatform-local-admin',
    organizations: masters,
    usages: ['client'],
  },
  portal: { file: 'portal', authority: 'cluster', commonName: 'mlplatform-portal', usages: ['client'] },
} as const satisfies Record<string, LeafSpec>;
