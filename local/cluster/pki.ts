import path from 'node:path';
import {
  type Credential,
  type Identity,
  issue,
  isUsable,
  lasts,
  makeAuthority,
  makeKeyPair,
} from './pki/certificates.ts';
import {
  type CredentialFiles,
  credentialFiles,
  readCredential,
  readIfThere,
  writeCredential,
  writePrivate,
} from './pki/files.ts';
import { authorities, leaves } from './pki/table.ts';

/** A certificate with less than this left is made anew at the next start. */
const renewDays = 30;

export interface Pki {
  dir: string;
  authority: Record<keyof typeof authorities, CredentialFiles>;
  leaf: Record<keyof typeof leaves, CredentialFiles>;
  serviceAccount: { privateKey: string; publicKey: string };
}

/** The files of the public key infrastructure in `dir`, whether or not they are there yet. */
export function pkiFiles(dir: string): Pki {
  const of = ({ file }: { file: string }) => credentialFiles(dir, file);
  return {
    dir,
    authority: {
      cluster: of(authorities.cluster),
      etcd: of(authorities.etcd),
      frontProxy: of(authorities.frontProxy),
    },
    leaf: {
      apiServer: of(leaves.apiServer),
      apiServerKubeletClient: of(leaves.apiServerKubeletClient),
      apiServerEtcdClient: of(leaves.apiServerEtcdClient),
      frontProxyClient: of(leaves.frontProxyClient),
      etcd: of(leaves.etcd),
      controllerManager: of(leaves.controllerManager),
      volcano: of(leaves.volcano),
      volcanoWebhook: of(leaves.volcanoWebhook),
      kwok: of(leaves.kwok),
      kwokServer: of(leaves.kwokServer),
      admin: of(leaves.admin),
      portal: of(leaves.portal),
    },
    serviceAccount: {
      privateKey: path.join(dir, 'service-account.key'),
      publicKey: path.join(dir, 'service-account.pub'),
    },
  };
}

/**
 * Makes what is missing in `dir` or has less than 30 days left, and keeps the
 * rest. Returns where everything is, and the names of the files made.
 */
export async function preparePki(dir: string, now = new Date()): Promise<{ pki: Pki; made: string[] }> {
  const pki = pkiFiles(dir);
  const made: string[] = [];
  const signers = new Map<string, Credential>();
  for (const spec of Object.values(authorities)) {
    const files = credentialFiles(dir, spec.file);
    const present = await readCredential(files);
    const good = present !== null && lasts(present.certificate, now, renewDays);
    const signer = good ? present : await makeAuthority(spec.commonName, now);
    signers.set(spec.file, signer);
    if (good) continue;
    await writeCredential(files, signer);
    made.push(spec.file);
  }
  for (const spec of Object.values(leaves)) {
    const signer = signers.get(authorities[spec.authority].file);
    if (signer === undefined) throw new Error(`no authority for ${spec.file}`);
    if (await renewLeaf(credentialFiles(dir, spec.file), signer, spec, now)) made.push(spec.file);
  }
  if ((await readIfThere(pki.serviceAccount.publicKey)) === null) {
    const keys = await makeKeyPair();
    await writePrivate(pki.serviceAccount.privateKey, keys.privateKey);
    await writePrivate(pki.serviceAccount.publicKey, keys.publicKey);
    made.push('service-account');
  }
  return { pki, made };
}

/**
 * The certificate with which a real node's kubelet signs in to the API server
 * (`system:node:<name>` in `system:nodes`) and serves its own port.
 *
 * Kept in the PKI folder and renewed like the others. Throws when the PKI was
 * not prepared yet.
 * @param dir the folder given to `preparePki`
 * @param nodeName the node's name in Kubernetes
 * @param ipAddresses the addresses the kubelet serves on
 */
export async function issueKubeletCredentials(
  dir: string,
  nodeName: string,
  ipAddresses: string[],
  now = new Date(),
): Promise<CredentialFiles & { authority: string }> {
  const authorityFiles = pkiFiles(dir).authority.cluster;
  const authority = await readCredential(authorityFiles);
  if (authority === null) throw new Error(`there is no certificate authority in ${dir} yet`);
  const files = credentialFiles(dir, `kubelet-${nodeName}`);
  const identity: Identity = {
    commonName: `system:node:${nodeName}`,
    organizations: ['system:nodes'],
    dnsNames: [nodeName],
    ipAddresses,
    usages: ['client', 'server'],
  };
  await renewLeaf(files, authority, identity, now);
  return { ...files, authority: authorityFiles.certificate };
}

async function renewLeaf(
  files: CredentialFiles,
  authority: Credential,
  identity: Identity,
  now: Date,
): Promise<boolean> {
  const present = await readCredential(files);
  if (present && isUsable(present.certificate, authority.certificate, identity, now, renewDays)) {
    return false;
  }
  await writeCredential(files, await issue(authority, identity, now));
  return true;
}
